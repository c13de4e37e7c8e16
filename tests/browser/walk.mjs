// Every page in every state, light and dark, wide and narrow: a picture, no script error, no request elsewhere,
// nothing wider than the window, and axe finds nothing.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { PLACES, statesOf } from './places.mjs'
import { serve } from './server.mjs'
import { HEIGHTS, browserOver, settled, watch } from './window.mjs'
import { world } from './world.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const pictures = fileURLToPath(new URL('../../target/screenshots/', import.meta.url))
/** `WALK_ONLY=review,case` looks at those alone. */
const only = process.env.WALK_ONLY?.split(',')

export function walk(language) {
  let server
  let browser
  let here

  before(async () => {
    mkdirSync(pictures, { recursive: true })
    server = await serve()
    browser = await browserOver(server.url)
    here = await world(server.url)
  })
  after(async () => {
    await browser?.close()
    await server?.close()
  })

  test(`the walk knows every page of the router, in ${language}`, async () => {
    const { context, page } = await browser.open(null, '/sign-in')
    const routes = await page.evaluate(() => {
      const { $router } = document.querySelector('#console').__vue_app__.config.globalProperties
      return $router.getRoutes().map((route) => route.name).filter(Boolean)
    })
    await context.close()
    assert.deepEqual(Object.keys(PLACES).sort(), routes.sort())
  })

  for (const [name, place] of Object.entries(PLACES)) {
    if (place.elsewhere || (only && !only.includes(name))) continue
    test(`${name}, in ${language}`, async () => {
      const faults = []
      for (const [state, at] of statesOf(place, here)) faults.push(...(await look(`${name}.${state}`, state, at)))
      assert.equal([...new Set(faults)].join('\n'), '')
    })
  }

  async function look(name, state, { who, path, act, breaks, empties }) {
    const context = await browser.window(who, { language })
    const page = await context.newPage()
    const faults = watch(page, here.url)
    if (breaks) await page.route('**/api/v1/**', (route) => fail(route))
    if (empties) await page.route('**/api/v1/**', (route) => empty(route))
    await page.goto(here.url + path)
    await settled(page)
    await act?.(page)
    if (state === 'error' || state === 'forbidden') await page.getByRole('alert').first().waitFor()
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: HEIGHTS[width] })
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme })
        await still(page)
        await page.evaluate(() => scrollTo(0, 0))
        faults.push(...(await inspect(page)))
        // A dialog's veil covers the window, not the page's whole height.
        const fullPage = (await page.locator('.el-overlay:visible').count()) === 0
        await page.screenshot({ path: `${pictures}${name}.${language}.${colorScheme}.${width}.png`, fullPage })
      }
    }
    await context.close()
    return faults.map((fault) => `${name}: ${fault}`)
  }
}

/** Every reading fails, but for who one is. */
function fail(route) {
  const { pathname } = new URL(route.request().url())
  if (/\/(me|platform)$/.test(pathname) || route.request().method() !== 'GET') return route.continue()
  return route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify(BROKEN) })
}
const BROKEN = { type: 'about:blank', status: 500, code: 'broken', detail: '', next: '', rid: '65f3a1c0-7b2e9d41-0000', fields: [] }

/** Every list is empty. */
async function empty(route) {
  if (route.request().method() !== 'GET') return route.continue()
  const response = await route.fetch()
  const body = await response.json().catch(() => ({}))
  return Array.isArray(body.items) ? route.fulfill({ response, json: { ...body, items: [], next: null } }) : route.fulfill({ response })
}

/** Colours change over some frames, even with motion reduced. */
async function still(page) {
  await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done))
    await frame()
    await frame()
    await Promise.allSettled(document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime < 1000).map((one) => one.finished))
    await frame()
  })
}

async function inspect(page) {
  const faults = []
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  if (wide > 0) faults.push(`${wide} px wider than the window`)
  // Injected through the debugger, which the page's content policy does not bind.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
  for (const { id, nodes } of found.violations) {
    for (const node of nodes) faults.push(`${id}: ${node.target} ${node.failureSummary?.split('\n')[1] ?? ''}`)
  }
  return faults
}
