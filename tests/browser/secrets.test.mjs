// The end of an AppSecret: planned and undone, and at once when it leaked.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { call, newcomer, read } from './api.mjs'
import { serve } from './server.mjs'
import { browserOver, tick } from './window.mjs'

let server
let browser
let owner
let app

before(async () => {
  server = await serve()
  browser = await browserOver(server.url)
  owner = await newcomer(server.url)
  app = `/accounts/${owner.account.app_id}`
  for (const name of ['生产服务器', '备用']) await call(server.url, 'POST', `${app}/secrets`, { name }, owner)
})
after(async () => {
  await browser?.close()
  await server?.close()
})

const named = (page, name) => page.getByRole('region', { name: 'AppSecret' }).getByRole('row', { name: new RegExp(`^${name}`) })
const secrets = async () => (await read(server.url, `${app}/secrets`, owner)).items

test('an AppSecret is retired at a day to come, and that is undone', async () => {
  const { context, page, faults } = await browser.open(owner, `${app}/development`)
  const card = page.getByRole('region', { name: 'AppSecret' })
  await named(page, '生产服务器').getByRole('button', { name: '停用', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: /^停用“/ })
  const chosen = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10)
  await tick(page, dialog.getByRole('radio', { name: '在指定日期停用' }))
  await dialog.getByLabel('停用日期').fill(chosen)
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: '按计划停用' }).click()
  await card.getByText(/^将于 /).waitFor()
  // The day begins in the platform's zone, wherever the reader sits.
  const of = async () => (await secrets()).find((one) => one.name === '生产服务器').retires_at
  assert.equal(Date.parse(await of()), Date.parse(`${chosen}T00:00:00+08:00`))
  await card.getByRole('button', { name: '取消“生产服务器”的停用计划' }).click()
  await card.getByText(/^将于 /).waitFor({ state: 'detached' })
  assert.equal((await of()) ?? null, null)
  assert.deepEqual(faults, [])
  await context.close()
})

test('one that leaked ends at once and another takes its place, shown once', async () => {
  const { context, page, faults } = await browser.open(owner, `${app}/development`)
  const card = page.getByRole('region', { name: 'AppSecret' })
  await card.getByRole('button', { name: '“生产服务器”已泄露' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '停用并更换' }).click()
  const told = page.getByRole('dialog', { name: '请保存 AppSecret' })
  await told.getByText('没有记录。').waitFor()
  await tick(page, told.getByRole('checkbox'))
  await told.getByRole('button', { name: '完成' }).click()
  await card.getByText('已停用于').waitFor()
  const found = await secrets()
  const ours = found.filter((one) => one.name === '生产服务器')
  assert.deepEqual(ours.map((one) => [one.name, Boolean(one.retired_at)]).sort(), [['生产服务器', false], ['生产服务器', true]])
  assert.deepEqual(faults, [])
  await context.close()
})
