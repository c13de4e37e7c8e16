// 审核理由: an operator adds a reason, mends its words, retires it and offers it again; reviewers choose among those that
// are offered, and an applicant reads what a reason says now.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { choose } from './acts.mjs'
import { call, decide, formOf, read, submit } from './api.mjs'
import { stage } from './stage.mjs'

const PATH = '/operations/reasons'
const CODE = 'screenshot_old'
const here = stage()

/** The codes that reviewers are offered. */
async function offered() {
  return (await read(here.url, '/review/reasons', here.people.reviewer)).items.map((one) => one.code)
}
const save = (page) => page.getByRole('button', { name: '保存', exact: true }).click()

test('a reason is added, used, mended, retired and offered again', async () => {
  const { owner, people, url } = here
  const { context, page, faults } = await here.browser.open(people.operator, PATH)
  await page.getByRole('table', { name: '信息不完整或不准确' }).getByText('purpose_unclear').waitFor()
  await page.getByRole('link', { name: '新建理由' }).click()
  const code = page.getByRole('textbox', { name: '编号' })
  await code.fill('purpose_unclear')
  await page.getByText('已有这个编号的理由').waitFor()
  await code.fill(CODE)
  await choose(page.getByRole('combobox', { name: '对应的内容' }), '材料')
  const zh = page.getByRole('group', { name: '中文' })
  const en = page.getByRole('group', { name: '英文' })
  await zh.getByLabel('哪里不行').fill('截图不是当前版本。')
  await zh.getByLabel('怎么改').fill('请重新截图后上传。')
  await en.getByLabel('哪里不行').fill('The screenshot is of another version.')
  await save(page)
  await en.getByText('此项必填').waitFor()
  assert.ok(!(await offered()).includes(CODE), 'nothing is saved with half of its words')
  await en.getByLabel('怎么改').fill('Take it anew and hand it in.')
  await page.getByRole('region', { name: '申请人看到的样子' }).getByText('Take it anew and hand it in.').waitFor()
  await save(page)
  await page.getByRole('heading', { level: 1, name: CODE }).waitFor()
  assert.ok((await offered()).includes(CODE))

  // A rejection with it says what it says, and later what it says then.
  const asked = await submit(url, owner, formOf(owner.account, 'phone_number'))
  const reasons = [{ code: CODE, pointer: '/evidence/phone_number/0' }]
  await decide(url, people.reviewer, asked.pending.case, 'reject', { reasons })
  const told = async () => (await read(url, `/accounts/${owner.account.app_id}/authorizations/${asked.id}`, owner)).last_outcome.reasons[0]
  assert.equal((await told()).detail, '截图不是当前版本。')
  await zh.getByLabel('哪里不行').fill('截图早于当前版本。')
  await save(page)
  await page.getByText('已保存为版本 2').waitFor()
  assert.equal((await told()).detail, '截图早于当前版本。')

  await page.getByRole('button', { name: '停用' }).click()
  const dialog = page.getByRole('dialog', { name: `停用 ${CODE}` })
  await dialog.getByRole('button', { name: '停用' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: '保存并重新启用' }).waitFor()
  assert.ok(!(await offered()).includes(CODE))
  assert.equal((await told()).detail, '截图早于当前版本。')
  await page.getByRole('link', { name: '审核理由' }).last().click()
  await page.getByRole('button', { name: /^已停用/ }).click()
  await page.getByRole('link', { name: `编辑 ${CODE}` }).click()
  await page.getByRole('button', { name: '保存并重新启用' }).click()
  await page.getByRole('button', { name: '停用' }).waitFor()
  assert.ok((await offered()).includes(CODE))
  assert.deepEqual(faults, [])
  await context.close()
})

test('what another operator saved meanwhile is told and not overwritten', async () => {
  const { people, url } = here
  const { context, page } = await here.browser.open(people.operator, `${PATH}/purpose_unclear`)
  const next = page.getByRole('group', { name: '英文' }).getByLabel('怎么改')
  await next.fill('Say who presses what, and why.')
  const { items } = await read(url, '/operations/review/reasons', people.operator)
  const { code, retired_at: _, ...there } = items.find((one) => one.code === 'purpose_unclear')
  await call(url, 'PUT', `/operations/review/reasons/${code}`, { ...there, mended_at: 'register' }, people.operator)
  await save(page)
  await page.getByText(`有人刚保存了版本 ${there.version + 1}`).waitFor()
  assert.equal(await next.inputValue(), 'Say who presses what, and why.')
  await page.getByRole('button', { name: '放弃我的改动' }).click()
  assert.equal(await next.inputValue(), there.en.next)
  assert.ok(await page.getByRole('radio', { name: '在基本信息中修改' }).isChecked())
  await context.close()
})
