// Files to hand in: a picture of a page, drawn here, and a document.
import { deflateSync } from 'node:zlib'

const TABLE = Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})

function checksum(bytes) {
  let c = 0xffffffff
  for (const byte of bytes) c = TABLE[(c ^ byte) & 0xff] ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}

function chunk(kind, data) {
  const body = Buffer.concat([Buffer.from(kind), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  body.copy(whole, 4)
  whole.writeUInt32BE(checksum(body), body.length + 4)
  return whole
}

/** A PNG like a page of an order: a bar, some lines, a button. */
export function picture(width = 480, height = 720) {
  const rows = Buffer.alloc(height * (width * 3 + 1), 0xff)
  const paint = (left, top, wide, high, colour) => {
    for (let y = top; y < Math.min(top + high, height); y += 1) {
      for (let x = left; x < Math.min(left + wide, width); x += 1) colour.forEach((c, at) => (rows[y * (width * 3 + 1) + 1 + x * 3 + at] = c))
    }
  }
  for (let y = 0; y < height; y += 1) rows[y * (width * 3 + 1)] = 0
  paint(0, 0, width, 72, [7, 193, 96])
  for (let line = 0; line < 6; line += 1) paint(32, 120 + line * 56, width - 64 - line * 24, 18, [205, 209, 214])
  paint(32, height - 140, width - 64, 64, [7, 193, 96])
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

/** A PDF of one empty page. */
export function paper() {
  return Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
}
