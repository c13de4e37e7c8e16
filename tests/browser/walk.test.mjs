// Every page × language × theme × width: a screenshot, no script error, no outside request, nothing wider than
// the window, and axe finds nothing.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { after, before, test } from 'node:test'
import { launch } from './machine.mjs'
import { routes, stage } from './stage.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const shots = fileURLToPath(new URL('../../target/screenshots/', import.meta.url))
const only = process.env.WALK_ONLY?.split(',')
const WIDTHS = { 1440: 900, 390: 844 }
let browser
let here
let pages

before(async () => {
  mkdirSync(shots, { recursive: true })
  here = await stage()
  browser = await launch()
  pages = (await routes(here)).filter(({ name }) => !only || only.some((word) => name.startsWith(word)))
})

after(async () => {
  await browser?.close()
  here?.close()
})

export async function contextOf(who, { language = 'zh-CN', theme = 'light', width = 1440 } = {}) {
  const context = await browser.newContext({ viewport: { width, height: WIDTHS[width] }, bypassCSP: false, timezoneId: 'Asia/Shanghai' })
  await context.addInitScript(
    ([chosen, look]) => {
      localStorage.setItem('vermilion.language', chosen)
      localStorage.setItem('vermilion.theme', look)
    },
    [language, theme],
  )
  if (who) await context.addCookies([{ name: 'vermilion_session', value: who.cookie, url: here.url }])
  return context
}

/** Waits until the page shows what it loaded. */
async function settled(page) {
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(() => document.querySelector('h1') && !document.querySelector('.loading'))
  await page.evaluate(() => document.fonts.ready)
}

function watch(page, faults) {
  page.on('pageerror', (fault) => faults.push(`script: ${fault.message}`))
  page.on('console', (line) => {
    // A refused request is told by the browser too; the page shows it, so it is no fault of the page.
    if (line.type() === 'error' && !/Failed to load resource/.test(line.text())) faults.push(`console: ${line.text()}`)
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(here.url) && !request.url().startsWith('data:')) faults.push(`outside: ${request.url()}`)
  })
}

async function look(page, name) {
  // Injected through the debugger, which the page's content policy does not bind.
  await page.evaluate(axe)
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${name}: ${id}: ${node.target} ${node.failureSummary?.split('\n')[1] ?? ''}`))
}

for (const language of ['zh-CN', 'en']) {
  for (const theme of ['light', 'dark']) {
    for (const width of [1440, 390]) {
      test(`every page in ${language}, ${theme}, ${width} px`, async () => {
        const faults = []
        for (const who of [null, here.owner, here.reviewer]) {
          if (who === undefined) continue
          const context = await contextOf(who, { language, theme, width })
          const page = await context.newPage()
          watch(page, faults)
          for (const { name, path } of pages.filter((entry) => entry.who === who)) {
            await page.goto(here.url + path)
            await settled(page)
            await page.screenshot({ path: `${shots}${name}.${language}.${theme}.${width}.png`, fullPage: true })
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
            if (wide > 0) faults.push(`${name}: ${wide} px wider than the window`)
            faults.push(...(await look(page, name)))
          }
          await context.close()
        }
        assert.deepEqual([...new Set(faults)], [])
      })
    }
  }
}
