// Windows of people, and what every page in them is watched for.
import { launch } from './machine.mjs'

export const HEIGHTS = { 1440: 900, 390: 844 }

/** A browser whose windows look at one server. */
export async function browserOver(url) {
  const browser = await launch()
  return {
    /** A window of somebody (nobody's without one). */
    async window(who, { language = 'zh-CN', width = 1440 } = {}) {
      const context = await browser.newContext({
        viewport: { width, height: HEIGHTS[width] },
        timezoneId: 'America/New_York',
        reducedMotion: 'reduce',
      })
      await context.addInitScript((chosen) => localStorage.setItem('vermilion.language', chosen), language)
      if (who) await context.addCookies([{ name: 'vermilion_session', value: who.cookie, url }])
      return context
    },
    /** A page of somebody, settled, with the faults that its watch collects. */
    async open(who, path, options) {
      const context = await this.window(who, options)
      const page = await context.newPage()
      const faults = watch(page, url)
      await page.goto(url + path)
      await settled(page)
      return { context, page, faults }
    },
    close: () => browser.close(),
  }
}

/** Collects script errors, what the content policy refused, and requests that leave the server. */
export function watch(page, url) {
  const faults = []
  page.on('pageerror', (fault) => faults.push(`script: ${fault.message}`))
  page.on('console', (line) => {
    // A refused request is told by the browser too; the page shows it, so it is no fault of the page.
    if (line.type() === 'error' && !/Failed to load resource/.test(line.text())) faults.push(`console: ${line.text()}`)
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) faults.push(`outside: ${request.url()}`)
  })
  return faults
}

/** Waits until the page shows what it loaded. */
export async function settled(page) {
  try {
    await page.waitForFunction(() => document.querySelector('h1') && !document.querySelector('.loading'))
    await page.evaluate(() => document.fonts.ready)
  } catch (fault) {
    throw new Error(`${page.url()} does not settle: ${fault.message}`)
  }
}

/** By keyboard: the drawn box covers the real one. */
export async function tick(page, box) {
  await box.focus()
  await page.keyboard.press('Space')
  if (!(await box.isChecked())) throw new Error('the box is not ticked')
}
