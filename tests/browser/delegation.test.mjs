// 第三方授权管理 between two accounts: offered, accepted, and ended by either.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { choose } from './acts.mjs'
import { decide, formOf, newcomer, read, staff, submit } from './api.mjs'
import { serve } from './server.mjs'
import { browserOver, settled } from './window.mjs'

let server
let browser
let giver
let receiver

before(async () => {
  server = await serve()
  browser = await browserOver(server.url)
  giver = await newcomer(server.url)
  receiver = await newcomer(server.url)
  const { reviewer } = await staff(server.url)
  const made = await submit(server.url, giver, { ...formOf(giver.account, 'customer_message'), evidence: {} })
  if (made.pending) await decide(server.url, reviewer, made.pending.case, 'approve')
})
after(async () => {
  await browser?.close()
  await server?.close()
})

const pageOf = (who) => `/accounts/${who.account.app_id}/delegations`
const stateOf = async () => (await read(server.url, pageOf(giver), giver)).items[0]?.state

test('a delegation is offered by one, accepted by the other, and ended', async () => {
  const mine = await browser.open(giver, pageOf(giver))
  await mine.page.getByRole('button', { name: '添加授权' }).click()
  const dialog = mine.page.getByRole('dialog', { name: '添加授权' })
  // Nobody is called so: said at the field, and nothing is sent.
  await dialog.getByLabel('账号名称').fill('没有这个账号')
  await choose(dialog.getByRole('combobox', { name: '账号功能' }), '客服消息')
  await mine.page.keyboard.press('Escape')
  await dialog.getByRole('textbox', { name: /用途说明/ }).fill('代为回复订单问题。')
  await dialog.getByRole('button', { name: '发出授权' }).click()
  await dialog.locator('.field.faulty').first().waitFor()
  assert.equal(await stateOf(), undefined)
  await dialog.getByLabel('账号名称').fill(receiver.account.name)
  await choose(dialog.getByRole('combobox', { name: '账号类型' }), '小程序')
  await dialog.getByRole('button', { name: '发出授权' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await mine.page.getByText('待对方确认').waitFor()

  const theirs = await browser.open(receiver, pageOf(receiver))
  await theirs.page.getByRole('button', { name: '接受' }).click()
  await theirs.page.getByRole('button', { name: '接受' }).waitFor({ state: 'detached' })
  await theirs.context.close()

  await mine.page.reload()
  await settled(mine.page)
  if ((await stateOf()) === 'effective') {
    await mine.page.getByRole('button', { name: '取消授权' }).click()
    const end = mine.page.getByRole('dialog', { name: '取消授权' })
    await end.getByRole('textbox').fill(receiver.account.name)
    await end.getByRole('button', { name: '取消授权' }).click()
    await end.waitFor({ state: 'hidden' })
    await mine.page.getByText('已取消').waitFor()
  } else assert.equal(await stateOf(), 'pending', 'on the reviewers’ desk where the catalogue says so')
  assert.deepEqual(mine.faults, [])
  await mine.context.close()
})
