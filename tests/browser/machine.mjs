// The browser and the letters: the machine's when it has them, else the ones from npm. Run as a program it tells
// what there is: ends with 0 when a browser can be started and Chinese can be read in its pictures.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable']

/** One that starts: Ubuntu's `chromium` may be a word about another packager. */
function own() {
  return [process.env.CHROMIUM, ...PLACES].find((place) => place && existsSync(place) && says(place, ['--version']))
}

function says(program, words) {
  try {
    return execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return ''
  }
}

/** Where it lies; asked of the folder, since a package need not let others read its description. */
function packaged(name) {
  const folder = join(dirname(fileURLToPath(import.meta.url)), 'node_modules', name)
  return existsSync(folder) ? folder : undefined
}

const hasHan = () => says('fc-list', [':lang=zh-cn', 'family']) !== ''
const packedLetters = () => packaged('@expo-google-fonts/noto-sans-sc')

async function program() {
  const found = own()
  if (found) return found
  const { default: packed } = await import('@sparticuz/chromium')
  // Its own words are for a cloud function: one process, and no web security, which is what we test.
  return packed.executablePath()
}

/** A font configuration of our own that knows the packaged Han font, when the machine has none. */
function letters() {
  if (hasHan()) return {}
  const folder = join(tmpdir(), `vermilion-fonts-${process.getuid?.() ?? ''}`)
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'fonts.conf')
  const places = [packedLetters(), '/usr/share/fonts'].map((place) => `<dir>${place}</dir>`).join('')
  const alias = '<alias><family>sans-serif</family><prefer><family>Noto Sans SC</family></prefer></alias>'
  const doctype = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
  writeFileSync(file, `${doctype}<fontconfig>${places}<cachedir>${folder}</cachedir>${alias}</fontconfig>`)
  return { FONTCONFIG_FILE: file }
}

export async function launch() {
  const { chromium } = await import('playwright-core')
  const path = await program()
  return chromium.launch({
    executablePath: path,
    args: ['--no-sandbox', '--font-render-hinting=none'],
    env: { ...process.env, ...letters() },
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const browser = own() ?? (packaged('@sparticuz/chromium') && '@sparticuz/chromium')
  const han = hasHan() ? "the machine's letters" : packedLetters() && '@expo-google-fonts/noto-sans-sc'
  const missing = [!browser && 'no Chromium', !han && 'no Chinese font'].filter(Boolean)
  console.log(missing.join(', ') || `${browser}, ${han}`)
  process.exit(missing.length === 0 ? 0 : 1)
}
