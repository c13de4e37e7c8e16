// Whatever people call things, pages show it as text.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { begin, call, formOf, handIn, letters, submit } from './api.mjs'
import { picture } from './picture.mjs'
import { stage } from './stage.mjs'
import { HEIGHTS, settled } from './window.mjs'

const MARKUP = '<img src=x onerror="window.harmed=1"><script>window.harmed=1</script>{{7*7}}</textarea>'
const TURNED = 'abc\u202Edef\u2066ghi\u200Fjkl'
const WIDE = '👩‍👩‍👧‍👦🧧𠮷'
const LONG = '长'.repeat(5000) + 'w'.repeat(5000)
const here = stage()
const app = () => `/accounts/${here.owner.account.app_id}`

/** Looks at a page at both widths: it holds the words as they were typed, and stays within the window. */
async function shows(who, path, words) {
  const { context, page, faults } = await here.browser.open(who, path)
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: HEIGHTS[width] })
    await settled(page)
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth <= 0), true, `${path} at ${width}`)
  }
  const holds = (word) => {
    const boxes = [...document.querySelectorAll('input, textarea')].map((box) => box.value)
    return [document.querySelector('main').textContent, ...boxes].join('\n').includes(word)
  }
  for (const word of words) await page.waitForFunction(holds, word).catch(() => assert.fail(`${path} does not show ${word.slice(0, 20)}`))
  assert.equal(await page.evaluate(() => globalThis.harmed), undefined)
  assert.deepEqual(faults, [])
  await context.close()
}

function hostile(capability) {
  const form = formOf(here.owner.account, capability)
  form.purpose[capability] = `${MARKUP}${TURNED}${WIDE}`
  for (const piece of form.evidence[capability]) Object.assign(piece, { name: `${MARKUP.slice(0, 60)}${WIDE}`, text: `${TURNED}${MARKUP}` })
  return form
}

test('a draft of 10,000 characters, markup, marks and emoji stands in its form and in its summary', async () => {
  const form = hostile('links')
  form.purpose.links = LONG + MARKUP + TURNED + WIDE
  const draft = await begin(here.url, here.owner, form)
  for (const step of [3, 4]) await shows(here.owner, `${app()}/drafts/${draft.id}?step=${step}`, [LONG, MARKUP, TURNED, WIDE])
})

test('an application full of markup is text for its applicant and its reviewer', async () => {
  const made = await submit(here.url, here.owner, hostile('phone_number'))
  await shows(here.owner, `${app()}/authorizations/${made.id}`, [MARKUP, TURNED, WIDE])
  await shows(here.people.reviewer, `/review/${made.pending.case}`, [MARKUP, TURNED, WIDE])
})

test('the name of an AppSecret is text', async () => {
  const name = `<b onclick=1>${WIDE}`.slice(0, 40)
  await call(here.url, 'POST', `${app()}/secrets`, { name }, here.owner)
  await shows(here.owner, `${app()}/development`, [name])
})

test('what is said about a case is text on both sides', async () => {
  const asked = await submit(here.url, here.owner, formOf(here.owner.account, 'subscribe_message', 'message_sample'))
  const words = `${MARKUP}${TURNED}${WIDE}`
  const said = (path, who, text) => call(here.url, 'POST', path, { text }, who)
  await said(`${app()}/cases/${asked.pending.case}/messages`, here.owner, words)
  await said(`/review/cases/${asked.pending.case}/notes`, here.people.reviewer, `${words}#`)
  await shows(here.owner, `${app()}/authorizations/${asked.id}`, [words])
  await shows(here.people.reviewer, `/review/${asked.pending.case}`, [words, `${words}#`])
})

test('the name of a file is text, and cannot pass for another kind of file', async () => {
  const file = await handIn(here.url, here.owner, `<b>${TURNED}${WIDE}gnp.exe.png`, picture())
  const form = formOf(here.owner.account, 'risk_rank')
  form.evidence.risk_rank[0].file = file.id
  const asked = await submit(here.url, here.owner, form)
  for (const [who, path] of [[here.owner, `${app()}/authorizations/${asked.id}`], [here.people.reviewer, `/review/${asked.pending.case}`]]) await shows(who, path, [file.name])
})

test('the name of a member is text', async () => {
  const email = 'hostile@example.com'
  await call(here.url, 'POST', `${app()}/invitations`, { email, role: 'analyst' }, here.owner)
  const token = /#(\S+)/.exec((await letters(here.url, email))[0].text)[1]
  const name = `${MARKUP.slice(0, 40)}${WIDE}`
  await call(here.url, 'POST', '/invitations/accept', { token, name, password: 'tea-and-rain-2026' })
  await shows(here.owner, `${app()}/members`, [name])
})
