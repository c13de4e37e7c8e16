// Writes web/dist/licences.txt: the texts of what the console is made of, each once, below those it came with.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'

const web = fileURLToPath(new URL('../..', import.meta.url))
const lock = JSON.parse(readFileSync(join(web, 'package-lock.json'), 'utf8'))
const carriers = new Map()
const without = []

for (const [folder, entry] of Object.entries(lock.packages)) {
  if (!folder || entry.dev || entry.optional || entry.link || !existsSync(join(web, folder))) continue
  const name = `${folder.split('node_modules/').at(-1)} ${entry.version} (${entry.license})`
  const files = readdirSync(join(web, folder)).filter((file) => /^(licen[sc]e|copying|notice)/i.test(file))
  if (files.length === 0) without.push(name)
  for (const file of files) {
    const text = readFileSync(join(web, folder, file), 'utf8').replace(/[ \t\r]+$/gm, '').trim()
    carriers.set(text, [...(carriers.get(text) ?? []), name])
  }
}
if (carriers.size === 0) throw new Error('no licence was found: is node_modules there?')

const rule = '─'.repeat(80)
const parts = [...carriers].map(([text, names]) => `${names.join(', ')}\n\n${text}`).sort()
if (without.length) parts.push(`These carry no text of their own:\n\n${without.join(', ')}`)
writeFileSync(join(web, 'dist', 'licences.txt'), `${parts.join(`\n\n${rule}\n\n`)}\n`)
console.log(`licences.txt: ${carriers.size} texts`)
