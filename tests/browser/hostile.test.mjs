// Whatever people call things, pages show it as text.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { begin, call, formOf, newcomer, staff, submit } from './api.mjs'
import { serve } from './server.mjs'
import { HEIGHTS, browserOver, settled } from './window.mjs'

const MARKUP = '<img src=x onerror="window.harmed=1"><script>window.harmed=1</script>{{7*7}}</textarea>'
const TURNED = 'abc\u202Edef\u2066ghi\u200Fjkl'
const WIDE = '👩‍👩‍👧‍👦🧧𠮷'
const LONG = '长'.repeat(5000) + 'w'.repeat(5000)
let server
let browser
let owner
let app
let people

before(async () => {
  server = await serve()
  browser = await browserOver(server.url)
  owner = await newcomer(server.url)
  people = await staff(server.url)
  app = `/accounts/${owner.account.app_id}`
})
after(async () => {
  await browser?.close()
  await server?.close()
})

/** Looks at a page at both widths: it holds the words as they were typed, and stays within the window. */
async function shows(who, path, words) {
  const { context, page, faults } = await browser.open(who, path)
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: HEIGHTS[width] })
    await settled(page)
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth <= 0), true, `${path} at ${width}`)
  }
  const text = await page.evaluate(() => {
    const boxes = [...document.querySelectorAll('input, textarea')].map((box) => box.value)
    return [document.querySelector('main').textContent, ...boxes].join('\n')
  })
  for (const word of words) assert.ok(text.includes(word), `${path} shows ${word.slice(0, 20)}`)
  assert.equal(await page.evaluate(() => globalThis.harmed), undefined)
  assert.deepEqual(faults, [])
  await context.close()
}

function hostile(capability) {
  const form = formOf(owner.account, capability)
  form.purpose[capability] = `${MARKUP}${TURNED}${WIDE}`
  for (const piece of form.evidence[capability]) Object.assign(piece, { name: `${MARKUP.slice(0, 60)}${WIDE}`, text: `${TURNED}${MARKUP}` })
  return form
}

test('a draft of 10,000 characters, markup, marks and emoji stands in its form and in its summary', async () => {
  const form = hostile('links')
  form.purpose.links = LONG + MARKUP + TURNED + WIDE
  const draft = await begin(server.url, owner, form)
  for (const step of [3, 4]) await shows(owner, `${app}/drafts/${draft.id}?step=${step}`, [LONG, MARKUP, TURNED, WIDE])
})

test('an application full of markup is text for its applicant and its reviewer', async () => {
  const made = await submit(server.url, owner, hostile('phone_number'))
  await shows(owner, `${app}/authorizations/${made.id}`, [MARKUP, TURNED, WIDE])
  await shows(people.reviewer, `/review/${made.pending.case}`, [MARKUP, TURNED, WIDE])
})

test('the name of an AppSecret is text', async () => {
  const name = `<b onclick=1>${WIDE}`.slice(0, 40)
  await call(server.url, 'POST', `${app}/secrets`, { name }, owner)
  await shows(owner, `${app}/development`, [name])
})
