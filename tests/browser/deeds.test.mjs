// What people do at the console, by keyboard where they would: apply, lose the session, meet another window,
// review. Every page is asked for by what a screen reader would say of it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ground, settled, watch } from './ground.mjs'
import { call } from './stage.mjs'

let here
let app

before(async () => {
  here = await ground()
  const me = await (await call(here.url, 'GET', '/me', undefined, here.owner.cookie)).json()
  app = me.accounts[0]
})
after(() => here?.close())

async function open(who, path) {
  const context = await here.window(who)
  const page = await context.newPage()
  const faults = []
  watch(page, here.url, faults)
  await page.goto(here.url + path)
  await settled(page, path)
  return { context, page, faults }
}

async function newDraft(capabilities = []) {
  const form = { account_name: app.name, account_type: app.account_type, capabilities, purpose: {}, evidence: {}, until: null }
  const path = `/accounts/${app.app_id}/drafts`
  return (await call(here.url, 'POST', path, { authorization: null, form }, here.owner.cookie)).json()
}

const read = async (draft) =>
  (await call(here.url, 'GET', `/accounts/${app.app_id}/drafts/${draft.id}`, undefined, here.owner.cookie)).json()

/** By keyboard: the drawn box covers the real one. */
async function tick(page, box) {
  await box.focus()
  await page.keyboard.press('Space')
  assert.equal(await box.isChecked(), true)
}

test('a form with nothing in it says so at each field, and takes the reader to the first', async () => {
  const { context, page } = await open(null, '/register')
  await page.getByRole('button', { name: '立即注册' }).click()
  assert.equal(await page.getByText('此项必填。').count(), 4)
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('autocomplete')), 'organization')
  await context.close()
})

test('an application goes through its four steps and is submitted', async () => {
  const { context, page, faults } = await open(here.owner, `/accounts/${app.app_id}/authorizations`)
  await page.getByRole('main').getByRole('button', { name: '添加授权' }).first().click()
  await page.getByLabel('账号名称').waitFor()
  await page.getByRole('button', { name: '下一步' }).click()
  await tick(page, page.getByRole('checkbox', { name: /^客服消息/ }))
  await page.getByRole('button', { name: '下一步' }).click()
  const purpose = page.getByRole('textbox', { name: '用途说明' })
  await purpose.waitFor()
  // Nothing said yet: the step holds, and the finding stands at its field.
  await page.getByRole('button', { name: '下一步' }).click()
  await page.locator('.faulty').first().waitFor()
  await purpose.fill('用户在订单页点击“联系客服”后，由客服回复订单问题，不发送营销内容。')
  for (const text of await page.getByRole('textbox', { name: /材料名称|材料内容/ }).all()) await text.fill('订单页与对话示例')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByText('自动检查没有发现问题').waitFor()
  await page.getByRole('button', { name: '提交申请' }).click()
  await page.getByText('申请已提交').waitFor()
  await page.getByRole('heading', { name: '审核中', exact: true }).waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('a session that ends under the form asks again, and nothing typed is lost', async () => {
  const draft = await newDraft(['links'])
  const { context, page } = await open(here.owner, `/accounts/${app.app_id}/drafts/${draft.id}?step=3`)
  await context.clearCookies()
  await page.getByRole('textbox', { name: '用途说明' }).fill('会话过期之后写下的用途')
  const dialog = page.getByRole('dialog', { name: /登录已过期/ })
  await dialog.waitFor()
  await dialog.getByRole('textbox', { name: '密码' }).fill(here.owner.password)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
  await page.getByText('草稿已保存于').waitFor()
  assert.equal((await read(draft)).form.purpose.links, '会话过期之后写下的用途')
  await context.close()
})

test('a draft changed in another window is not overwritten unasked', async () => {
  const draft = await newDraft(['links'])
  const { context, page } = await open(here.owner, `/accounts/${app.app_id}/drafts/${draft.id}?step=3`)
  const now = await read(draft)
  const theirs = { ...now.form, purpose: { links: '另一个窗口写的' } }
  const path = `/accounts/${app.app_id}/drafts/${draft.id}`
  await call(here.url, 'PUT', path, { form: theirs }, here.owner.cookie, { 'If-Match': `"${now.version}"` })
  await page.getByRole('textbox', { name: '用途说明' }).fill('这个窗口写的')
  const dialog = page.getByRole('dialog', { name: '这份草稿在别处已修改' })
  await dialog.waitFor()
  assert.equal((await read(draft)).form.purpose.links, '另一个窗口写的')
  await dialog.getByRole('button', { name: '保留我填写的' }).click()
  await page.getByText('草稿已保存于').waitFor()
  assert.equal((await read(draft)).form.purpose.links, '这个窗口写的')
  await context.close()
})

test('an AppSecret is shown once', async () => {
  const { context, page } = await open(here.owner, `/accounts/${app.app_id}/development`)
  await page.getByRole('button', { name: '生成 AppSecret' }).click()
  await page.getByRole('dialog').getByLabel('名称').fill('浏览器测试')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: '请保存 AppSecret' })
  await dialog.waitFor()
  const secret = await dialog.locator('code').innerText()
  assert.match(secret, /^[0-9a-f]{32}$/)
  await tick(page, dialog.getByRole('checkbox'))
  await dialog.getByRole('button', { name: '完成' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.reload()
  await settled(page, 'development')
  assert.equal((await page.content()).includes(secret), false)
  await context.close()
})

test('a reviewer goes through the queue and a case by keyboard', async () => {
  const { context, page, faults } = await open(here.reviewer, '/review')
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: '快捷键' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: '快捷键' }).waitFor({ state: 'hidden' })
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('o')
  await page.waitForURL(/\/review\/.+/)
  await settled(page, 'case')
  await page.keyboard.press('r')
  await page.getByRole('dialog', { name: '指出问题' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: '指出问题' }).waitFor({ state: 'hidden' })
  await page.keyboard.press('a')
  const dialog = page.getByRole('dialog', { name: /通过 .* 的申请/ })
  await dialog.waitFor()
  // Not before the checklist is gone through.
  assert.equal(await dialog.getByRole('button', { name: '通过' }).isDisabled(), true)
  assert.deepEqual(faults, [])
  await context.close()
})

test('with reduced rights a member sees why, not an empty page', async () => {
  const { context, page } = await open(here.owner, '/review')
  await page.getByRole('heading', { name: '没有权限' }).waitFor()
  await context.close()
})
