// The rest of the main job without a mouse: a rejection by letters, mending, changing what is in force, and ending it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formOf, read, decide, submit } from './api.mjs'
import { press, reach } from './keyboard.mjs'
import { stage } from './stage.mjs'
import { settled } from './window.mjs'

const here = stage()
const MENDED = '用户在“我的”页面点击“联系客服”之后，由客服人员回复订单问题，不会主动发送。'
const app = () => `/accounts/${here.owner.account.app_id}`
const held = async () => (await read(here.url, `${app()}/authorizations`, here.owner)).items

test('a reviewer rejects a case by letters, with a reason at its field', async () => {
  const asked = await submit(here.url, here.owner, formOf(here.owner.account, 'phone_number'))
  const { context, page, faults } = await here.browser.open(here.people.reviewer, `/review/${asked.pending.case}`)
  const groups = page.getByRole('region', { name: '审核要点' }).getByRole('radiogroup')
  await groups.first().waitFor()
  const items = await groups.count()
  await page.keyboard.press('f')
  await page.keyboard.press('x')
  const dialog = page.getByRole('dialog', { name: '指出问题' })
  await dialog.waitFor()
  await reach(page, /^原因/)
  await page.keyboard.press('Enter')
  await page.keyboard.type('用途说明不清楚')
  await page.getByRole('option', { name: /用途说明不清楚/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await reach(page, /^补充说明/)
  await page.keyboard.type('请写明由谁触发。')
  await press(page, /^加入原因$/)
  await dialog.waitFor({ state: 'hidden' })
  for (let left = items - 2; left > 0; left -= 1) await page.keyboard.press('f')
  await page.keyboard.press('r')
  await page.getByRole('dialog', { name: /驳回 .* 的申请/ }).waitFor()
  await press(page, /^驳回$/)
  await page.waitForURL(/\/review$/)
  assert.equal((await held())[0].state, 'rejected')
  assert.deepEqual(faults, [])
  await context.close()
})

test('its applicant mends it, changes it once it is in force, and ends it, without a mouse', async () => {
  const { context, page, faults } = await here.browser.open(here.owner, `${app()}/authorizations`)
  await press(page, /授权信息/)
  await page.getByRole('heading', { name: '审核不通过', exact: true }).waitFor()
  await settled(page)
  await press(page, /^重新提交$/)
  const purpose = page.getByRole('textbox', { name: '用途说明' })
  await purpose.waitFor()
  await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(MENDED)
  await press(page, /^下一步$/)
  await page.getByText('自动检查没有发现问题').waitFor()
  await press(page, /^提交申请$/)
  await page.getByRole('heading', { name: '审核中', exact: true }).waitFor()
  const [pending] = await held()
  assert.equal(pending.pending.document.purpose.phone_number, MENDED)
  await decide(here.url, here.people.reviewer, pending.pending.case, 'approve')

  await page.reload()
  await settled(page)
  await press(page, /^修改授权$/)
  await page.getByRole('checkbox').first().waitFor({ state: 'attached' })
  await press(page, /^小程序链接/, 'Space')
  await press(page, /^下一步$/)
  await page.getByRole('textbox', { name: '用途说明' }).nth(1).waitFor()
  await page.goto(`${here.url}${app()}/authorizations/${pending.id}`)
  await settled(page)

  await press(page, /^删除授权$/)
  const dialog = page.getByRole('dialog', { name: '删除授权' })
  await dialog.getByText('下列功能和接口停止工作').waitFor()
  await reach(page, /名称/)
  await page.keyboard.type(here.owner.account.name)
  await press(page, /^删除授权$/)
  await page.getByRole('heading', { name: '授权已删除' }).waitFor()
  assert.equal((await held()).find((one) => one.id === pending.id).state, 'revoked')
  assert.deepEqual(faults, [])
  await context.close()
})
