// The browser and the letters: the machine's when it has them, else the ones from npm.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { chromium } from 'playwright-core'

const require = createRequire(import.meta.url)
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable']

async function program() {
  const found = [process.env.CHROMIUM, ...PLACES].find((place) => place && existsSync(place))
  if (found) return { path: found, args: [] }
  const { default: packed } = await import('@sparticuz/chromium')
  return { path: await packed.executablePath(), args: packed.args }
}

function hasHan() {
  try {
    return execFileSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' }).trim() !== ''
  } catch {
    return false
  }
}

/** A font configuration of our own that knows the packaged Han font, when the machine has none. */
function letters() {
  if (hasHan()) return {}
  const fonts = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'))
  const folder = join(tmpdir(), 'vermilion-fonts')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'fonts.conf')
  const alias = '<alias><family>sans-serif</family><prefer><family>Noto Sans SC</family></prefer></alias>'
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><dir>/usr/share/fonts</dir><cachedir>${folder}</cachedir>${alias}</fontconfig>`,
  )
  return { FONTCONFIG_FILE: file }
}

export async function launch() {
  const { path, args } = await program()
  return chromium.launch({
    executablePath: path,
    args: [...args, '--no-sandbox', '--font-render-hinting=none'],
    env: { ...process.env, ...letters() },
  })
}
