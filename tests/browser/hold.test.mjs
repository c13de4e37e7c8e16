// Nothing typed is lost, and nothing is done twice: sessions end, servers stop, windows disagree, people press twice.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PURPOSE, fillPurpose } from './acts.mjs'
import { begin, call, enter, formOf, newcomer, read } from './api.mjs'
import { serve } from './server.mjs'
import { browserOver, settled } from './window.mjs'

let server
let browser
let owner
let app

before(async () => {
  server = await serve()
  browser = await browserOver(server.url)
  owner = await newcomer(server.url)
  app = `/accounts/${owner.account.app_id}`
})
after(async () => {
  await browser?.close()
  await server?.close()
})

const purposeOf = async (draft) => (await read(server.url, `${app}/drafts/${draft.id}`, owner)).form.purpose.links
const newDraft = () => begin(server.url, owner, { ...formOf(owner.account, 'links'), evidence: {} })
const typedHere = (page) => page.evaluate(() => JSON.stringify({ ...sessionStorage }))
const boxOf = (page) => page.getByRole('textbox', { name: '用途说明' })

/** A draft's third step, in a session of its own that can be ended in the store. */
async function write(draft) {
  const mine = await enter(server.url, owner.login, owner.password)
  const { context, page } = await browser.open(mine, `${app}/drafts/${draft.id}?step=3`)
  await boxOf(page).waitFor()
  return { context, page, mine }
}

async function end(mine) {
  const { items } = await read(server.url, '/sessions', mine)
  await call(server.url, 'DELETE', `/sessions/${items.find((session) => session.current).id}`, undefined, owner)
}

async function signInOver(page) {
  const dialog = page.getByRole('dialog', { name: /登录已过期/ })
  await dialog.waitFor()
  await dialog.getByRole('textbox', { name: '密码' }).fill(owner.password)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
}

test('a session that ends under the form asks again, and goes on with what was typed', async () => {
  const draft = await newDraft()
  const { context, page, mine } = await write(draft)
  await end(mine)
  await boxOf(page).fill('会话过期之后写下的用途')
  await page.getByRole('dialog', { name: /登录已过期/ }).waitFor()
  assert.match(await typedHere(page), /会话过期之后写下的用途/)
  await signInOver(page)
  await page.getByText('草稿已保存于').waitFor()
  assert.equal(await purposeOf(draft), '会话过期之后写下的用途')
  assert.doesNotMatch(await typedHere(page), /会话过期之后写下的用途/, 'what the server has is not kept here')
  await context.close()
})

test('who reloads instead of signing in over the page comes back to the same form with the same words', async () => {
  const draft = await newDraft()
  const { context, page, mine } = await write(draft)
  await end(mine)
  await boxOf(page).fill('刷新之前写下的用途')
  await page.getByRole('dialog', { name: /登录已过期/ }).waitFor()
  page.on('dialog', (asked) => asked.accept())
  await page.reload()
  await page.waitForURL(/sign-in/)
  await page.getByRole('textbox', { name: '邮箱' }).fill(owner.login)
  await page.getByRole('textbox', { name: '密码' }).fill(owner.password)
  await page.keyboard.press('Enter')
  await page.waitForURL(/drafts/)
  await boxOf(page).waitFor()
  assert.equal(await boxOf(page).inputValue(), '刷新之前写下的用途')
  await page.getByText('草稿已保存于').waitFor()
  assert.equal(await purposeOf(draft), '刷新之前写下的用途')
  await context.close()
})

test('a server that stops in the middle of a save loses nothing', { skip: process.env.VERMILION_URL && 'the server is not ours' }, async () => {
  const draft = await newDraft()
  const { context, page } = await write(draft)
  await boxOf(page).fill('停机之前')
  await page.getByText('草稿已保存于').waitFor()
  await server.stop()
  await boxOf(page).fill('停机之前，停机之后')
  await page.getByText('没有保存，已留在本窗口').waitFor()
  assert.match(await typedHere(page), /停机之前，停机之后/)
  await server.startAgain()
  // By itself, without a word from the person.
  await page.getByText('草稿已保存于').waitFor()
  assert.equal(await purposeOf(draft), '停机之前，停机之后')
  await context.close()
})

test('pressing 提交申请 twice submits once, and going back does not submit again', async () => {
  const draft = await newDraft()
  const { context, page } = await write(draft)
  await fillPurpose(page)
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByText('自动检查没有发现问题').waitFor()
  await page.getByRole('button', { name: '提交申请' }).dblclick()
  await page.getByRole('heading', { name: '审核中', exact: true }).waitFor()
  await page.goBack()
  await settled(page)
  assert.equal(await page.getByRole('button', { name: '提交申请' }).count(), 0)
  const held = (await read(server.url, `${app}/authorizations`, owner)).items
  assert.equal(held.filter((entry) => entry.pending?.capabilities.includes('links')).length, 1)
  assert.equal(held.find((entry) => entry.pending).pending.document.purpose.links, PURPOSE)
  await context.close()
})

test('two windows that edit one draft: the second is told, and chooses', async () => {
  for (const [choice, kept] of [['保留我填写的', '这个窗口写的'], ['使用已保存的', '另一个窗口写的']]) {
    const draft = await newDraft()
    const { context, page } = await write(draft)
    const other = await context.newPage()
    await other.goto(page.url())
    await boxOf(other).waitFor()
    await boxOf(other).fill('另一个窗口写的')
    await other.getByText('草稿已保存于').waitFor()
    await boxOf(page).fill('这个窗口写的')
    const dialog = page.getByRole('dialog', { name: '这份草稿在别处已修改' })
    await dialog.waitFor()
    assert.equal(await purposeOf(draft), '另一个窗口写的', 'nothing was overwritten')
    await dialog.getByRole('button', { name: choice }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText('草稿已保存于').waitFor()
    assert.equal(await boxOf(page).inputValue(), kept)
    assert.equal(await purposeOf(draft), kept)
    await context.close()
  }
})

test('what was typed at the registration is there after a reload, but for the password', async () => {
  const { context, page } = await browser.open(null, '/register')
  await page.getByLabel('账号名称').fill('小满花房')
  await page.getByRole('textbox', { name: '密码' }).fill('not to be kept')
  assert.doesNotMatch(await typedHere(page), /not to be kept/)
  await page.reload()
  await settled(page)
  assert.equal(await page.getByLabel('账号名称').inputValue(), '小满花房')
  assert.equal(await page.getByRole('textbox', { name: '密码' }).inputValue(), '')
  await context.close()
})

test('a form with nothing in it says so at each field, and takes the reader to the first', async () => {
  const { context, page } = await browser.open(null, '/register')
  await page.getByRole('button', { name: '立即注册' }).click()
  assert.equal(await page.getByText('此项必填。').count(), 4)
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('autocomplete')), 'organization')
  await context.close()
})

