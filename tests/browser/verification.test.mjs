// 主体认证: documents by type of subject, reviewed, renewed; and what needs a verified subject, 开放平台账号.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { approve, choose, openCase, reject } from './acts.mjs'
import { CREDIT_CODE, call, decide, read, verify } from './api.mjs'
import { paper, picture } from './picture.mjs'
import { stage } from './stage.mjs'
import { settled } from './window.mjs'

const here = stage()
const path = () => `/accounts/${here.owner.account.app_id}`

const stateOf = async () => (await read(here.url, `${path()}/verification`, here.owner)).state

test('a subject is verified by its documents: faults at once, refused, mended, approved, renewed', async () => {
  const mine = await here.browser.open(here.owner, path())
  const { page } = mine
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '主体认证' }).click()
  await page.getByRole('button', { name: '开始认证' }).click()
  const form = page.getByRole('region', { name: '认证资料' })
  await choose(form.getByRole('combobox', { name: '主体类型' }), '企业')
  await form.getByLabel('主体名称').fill('山雨茶业有限公司')
  await form.getByLabel('证件号码').fill('123456')
  await form.getByRole('button', { name: '提交审核' }).click()
  await form.getByText('下列内容需要修改，没有提交。').waitFor()
  assert.equal(await form.locator('.field.faulty').count(), 5)
  assert.equal(await stateOf(), 'none')

  await form.getByLabel('证件号码').fill(CREDIT_CODE)
  await form.getByLabel('联系人').fill('林晓')
  await form.getByLabel('联系电话').fill('13800138000')
  const licence = form.getByRole('group', { name: '营业执照' })
  await licence.locator('input[type=file]').setInputFiles({ name: '营业执照.png', mimeType: 'image/png', buffer: picture() })
  await licence.getByText('营业执照.png').waitFor()
  const letter = form.getByRole('group', { name: '认证公函' })
  await letter.locator('input[type=file]').setInputFiles({ name: '公函.pdf', mimeType: 'application/pdf', buffer: paper() })
  await letter.getByText('公函.pdf').waitFor()
  await form.getByRole('button', { name: '提交审核' }).click()
  await page.getByRole('region', { name: '认证状态' }).getByText('审核中').first().waitFor()

  const desk = await here.browser.open(here.people.reviewer, '/review')
  await openCase(desk.page, here.url, here.owner.account.name)
  await desk.page.getByRole('heading', { level: 1, name: `${here.owner.account.name}：主体认证` }).waitFor()
  // The file is looked at, with the viewer's name on it.
  await desk.page.getByRole('button', { name: '查看 营业执照.png' }).click()
  await desk.page.getByRole('dialog').getByRole('img').waitFor()
  await desk.page.keyboard.press('Escape')
  await desk.page.getByRole('dialog').waitFor({ state: 'hidden' })
  await reject(desk.page, '认证公函', '材料与填写的主体信息不一致。', '公函没有盖章。')
  await page.reload()
  await page.getByText('公函没有盖章。').waitFor()
  await page.getByRole('button', { name: '修改并重新提交' }).click()
  await form.getByLabel('主体名称').waitFor()
  assert.equal(await form.getByLabel('证件号码').inputValue(), CREDIT_CODE, 'what was submitted is there again')
  await letter.getByLabel('认证公函说明').fill('已重新盖章')
  await form.getByRole('button', { name: '提交审核' }).click()
  await page.getByRole('region', { name: '认证状态' }).getByText('审核中').first().waitFor()
  await openCase(desk.page, here.url, here.owner.account.name)
  await approve(desk.page)
  await desk.context.close()
  await page.reload()
  const now = page.getByRole('region', { name: '认证状态' })
  await now.getByText('已认证', { exact: true }).waitFor()
  await now.getByText('山雨茶业有限公司').waitFor()

  await page.getByRole('button', { name: '续期' }).click()
  await form.getByRole('button', { name: '提交审核' }).click()
  await now.getByText('已认证，续期审核中').waitFor()
  await now.getByRole('button', { name: '撤回申请' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '撤回申请' }).click()
  await now.getByText('已认证', { exact: true }).waitFor()
  assert.deepEqual(mine.faults, [])
  await mine.context.close()
})

test('accounts of one subject are bound to an open-platform account, and unbound', async () => {
  const made = await (await call(here.url, 'POST', '/accounts', { account_type: 'open_platform_account', account_name: '山雨开放平台' }, here.owner)).json()
  const open = { ...here.owner, account: made }
  const { context, page, faults } = await here.browser.open(here.owner, `/accounts/${made.app_id}/bindings`)
  await page.getByText('什么是 UnionID').waitFor()
  const bind = async () => {
    await page.getByRole('main').getByRole('button', { name: '绑定', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: '绑定' })
    await choose(dialog.getByRole('combobox', { name: '绑定哪个账号' }), new RegExp(here.owner.account.name))
    await dialog.getByRole('button', { name: '确认绑定' }).click()
    return dialog
  }
  // Not of the same subject yet: refused with what to do.
  const refused = await bind()
  await refused.getByText('两个账号没有认证为同一主体。').waitFor()
  await page.keyboard.press('Escape')
  await refused.waitFor({ state: 'hidden' })
  const asked = await verify(here.url, open)
  await decide(here.url, here.people.reviewer, asked.pending.case, 'approve')
  const dialog = await bind()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('row', { name: new RegExp(here.owner.account.name) }).waitFor()
  assert.equal((await read(here.url, path(), here.owner)).bound_to, made.app_id)

  // The bound account says so itself, and how to end it.
  await page.goto(`${here.url}${path()}/bindings`)
  await settled(page)
  await page.getByText('已绑定到').waitFor()
  await page.getByRole('button', { name: '解绑' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '解绑' }).click()
  await page.getByText('没有绑定，用户没有 UnionID。').waitFor()
  assert.equal((await read(here.url, path(), here.owner)).bound_to, null)
  assert.deepEqual(faults, [])
  await context.close()
})
