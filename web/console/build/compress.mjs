// Writes a brotli and a gzip form beside every text file of web/dist: the server hands out the bytes as they are.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const dist = fileURLToPath(new URL('../../dist', import.meta.url))
let main = 0

for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(html|js|css|svg|json|txt)$/.test(entry.name)) continue
  const file = join(entry.parentPath, entry.name)
  const plain = readFileSync(file)
  const gzip = gzipSync(plain, { level: 9 })
  const brotli = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
  if (gzip.length < plain.length) writeFileSync(`${file}.gz`, gzip)
  if (brotli.length < plain.length) writeFileSync(`${file}.br`, brotli)
  if (/^index-.*\.js$/.test(entry.name)) main = gzip.length
}

const LIMIT = 170 * 1000
console.log(`main bundle: ${(main / 1000).toFixed(1)} kB gzip`)
if (main === 0 || main > LIMIT) {
  console.error(`the main bundle is ${main} bytes gzip; the limit is ${LIMIT}`)
  process.exit(1)
}
