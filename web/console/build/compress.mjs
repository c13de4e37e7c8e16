// Writes a brotli and a gzip form beside every text file of web/dist: the server hands out the bytes as they are.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const dist = fileURLToPath(new URL('../../dist', import.meta.url))
const first = [...readFileSync(join(dist, 'index.html'), 'utf8').matchAll(/assets\/([\w.-]+\.js)/g)].map((match) => match[1])
let main = 0

for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(html|js|css|svg|json|txt)$/.test(entry.name)) continue
  const file = join(entry.parentPath, entry.name)
  const plain = readFileSync(file)
  const gzip = gzipSync(plain, { level: 9 })
  const brotli = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
  if (gzip.length < plain.length) writeFileSync(`${file}.gz`, gzip)
  if (brotli.length < plain.length) writeFileSync(`${file}.br`, brotli)
  if (first.includes(entry.name)) main += gzip.length
}

// The scripts that index.html names: what must come before anything is seen.
const LIMIT = 170 * 1000
console.log(`scripts of the first page: ${(main / 1000).toFixed(1)} kB gzip`)
if (main === 0 || main > LIMIT) {
  console.error(`the scripts of the first page is ${main} bytes gzip; the limit is ${LIMIT}`)
  process.exit(1)
}
