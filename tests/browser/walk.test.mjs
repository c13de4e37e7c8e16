// Every page × language × theme × width: a screenshot, no script error, no outside request, nothing wider than
// the window, and axe finds nothing.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { ground, settled, watch } from './ground.mjs'
import { routes } from './stage.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const shots = fileURLToPath(new URL('../../target/screenshots/', import.meta.url))
const only = process.env.WALK_ONLY?.split(',')
let here
let pages

before(async () => {
  mkdirSync(shots, { recursive: true })
  here = await ground()
  pages = (await routes(here)).filter(({ name }) => !only || only.some((word) => name.startsWith(word)))
})
after(() => here?.close())

async function look(page, name) {
  // Injected through the debugger, which the page's content policy does not bind.
  await page.evaluate(axe)
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${name}: ${id}: ${node.target} ${node.failureSummary?.split('\n')[1] ?? ''}`),
  )
}

for (const language of ['zh-CN', 'en']) {
  for (const theme of ['light', 'dark']) {
    for (const width of [1440, 390]) {
      test(`every page in ${language}, ${theme}, ${width} px`, async () => {
        const faults = []
        for (const who of [null, here.owner, here.reviewer]) {
          const context = await here.window(who, { language, theme, width })
          const page = await context.newPage()
          watch(page, here.url, faults)
          for (const { name, path } of pages.filter((entry) => entry.who === who)) {
            await page.goto(here.url + path)
            await settled(page, name)
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
