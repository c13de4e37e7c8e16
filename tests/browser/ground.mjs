// A browser over a stage, and what every page is watched for.
import { launch } from './machine.mjs'
import { stage } from './stage.mjs'

const HEIGHTS = { 1440: 900, 390: 844 }

export async function ground() {
  const here = await stage()
  const browser = await launch()
  return {
    ...here,
    /** A window of a member (nobody's without one). */
    async window(who, { language = 'zh-CN', theme = 'light', width = 1440 } = {}) {
      const context = await browser.newContext({ viewport: { width, height: HEIGHTS[width] }, timezoneId: 'Asia/Shanghai' })
      await context.addInitScript(
        ([chosen, look]) => {
          localStorage.setItem('vermilion.language', chosen)
          localStorage.setItem('vermilion.theme', look)
        },
        [language, theme],
      )
      if (who) await context.addCookies([{ name: 'vermilion_session', value: who.cookie, url: here.url }])
      return context
    },
    async close() {
      await browser.close()
      here.close()
    },
  }
}

/** Collects script errors, what the content policy refused, and requests that leave the server. */
export function watch(page, url, faults) {
  page.on('pageerror', (fault) => faults.push(`script: ${fault.message}`))
  page.on('console', (line) => {
    // A refused request is told by the browser too; the page shows it, so it is no fault of the page.
    if (line.type() === 'error' && !/Failed to load resource/.test(line.text())) faults.push(`console: ${line.text()}`)
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) faults.push(`outside: ${request.url()}`)
  })
}

/** Waits until the page shows what it loaded. */
export async function settled(page, name) {
  await shown(page).catch((fault) => {
    throw new Error(`${name} does not settle: ${fault.message}`)
  })
}

async function shown(page) {
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(() => document.querySelector('h1') && !document.querySelector('.loading'))
  await page.evaluate(() => document.fonts.ready)
}
