// Without a mouse: an applicant's whole way by Tab, Space and Enter; a reviewer's by letters. And how soon the
// first page stands.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PURPOSE } from './acts.mjs'
import { newcomer, staff } from './api.mjs'
import { press, reach } from './keyboard.mjs'
import { serve } from './server.mjs'
import { browserOver, settled } from './window.mjs'

let server
let browser
let owner
let people

before(async () => {
  server = await serve()
  browser = await browserOver(server.url)
  owner = await newcomer(server.url)
  people = await staff(server.url)
})
after(async () => {
  await browser?.close()
  await server?.close()
})

test('from signing in to 审核中 by keyboard alone', async () => {
  const { context, page, faults } = await browser.open(null, '/sign-in')
  await reach(page, /^邮箱/)
  await page.keyboard.type(owner.login)
  await reach(page, /^密码/)
  await page.keyboard.type(owner.password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: owner.account.name }).waitFor()
  await press(page, /^开发设置$/)
  await page.getByRole('heading', { level: 1, name: '开发设置' }).waitFor()
  await press(page, /^授权设置$/)
  await page.getByRole('heading', { level: 1, name: '授权管理' }).waitFor()
  await settled(page)
  await press(page, /^添加授权$/)
  await page.getByLabel('账号名称').waitFor()
  await press(page, /^下一步$/)
  await page.getByRole('checkbox').first().waitFor({ state: 'attached' })
  await press(page, /^获取手机号/, 'Space')
  await press(page, /^下一步$/)
  await page.getByRole('textbox', { name: '用途说明' }).waitFor()
  await reach(page, /^用途说明/)
  await page.keyboard.type(PURPOSE)
  await reach(page, /^材料名称/)
  await page.keyboard.type('确认订单页')
  await reach(page, /^材料内容/)
  await page.keyboard.type('https://docs.example.com/order-page.png')
  await press(page, /^下一步$/)
  await page.getByText('自动检查没有发现问题').waitFor()
  await press(page, /^提交申请$/)
  await page.getByRole('heading', { name: '审核中', exact: true }).waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('a reviewer finds, opens and passes a case by letters', async () => {
  const { context, page, faults } = await browser.open(people.reviewer, '/review')
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: '快捷键' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: '快捷键' }).waitFor({ state: 'hidden' })
  const rows = await page.getByRole('row').allInnerTexts()
  const at = rows.findIndex((row) => row.includes(owner.account.name)) - 1
  for (let step = 0; step < at; step += 1) await page.keyboard.press('j')
  await page.keyboard.press('o')
  await page.getByRole('heading', { level: 1, name: new RegExp(owner.account.name) }).waitFor()
  await settled(page)
  await page.keyboard.press('r')
  const refusing = page.getByRole('dialog', { name: /驳回 .* 的申请/ })
  // Neither way before the checklist is gone through.
  assert.equal(await refusing.getByRole('button', { name: '驳回', exact: true }).isDisabled(), true)
  await page.keyboard.press('Escape')
  await refusing.waitFor({ state: 'hidden' })
  await page.keyboard.press('a')
  const dialog = page.getByRole('dialog', { name: /通过 .* 的申请/ })
  assert.equal(await dialog.getByRole('button', { name: '通过', exact: true }).isDisabled(), true)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  const groups = page.getByRole('region', { name: '审核要点' }).getByRole('radiogroup')
  for (let count = await groups.count(); count > 0; count -= 1) await page.keyboard.press('f')
  assert.equal(await groups.getByRole('radio', { name: '没问题', checked: true }).count(), await groups.count())
  await page.keyboard.press('a')
  await press(page, /^通过$/)
  await page.waitForURL(/\/review$/)
  await settled(page)
  assert.equal(await page.getByRole('link', { name: owner.account.name, exact: true }).count(), 0)
  assert.deepEqual(faults, [])
  await context.close()
})

test('without the right a member sees why, not an empty page', async () => {
  const { context, page } = await browser.open(owner, '/review')
  await page.getByRole('heading', { name: '没有权限' }).waitFor()
  await context.close()
})

test('the first content of the overview stands within a second, cold', async (t) => {
  const took = []
  for (let round = 0; round < 5; round += 1) {
    const context = await browser.window(owner)
    const page = await context.newPage()
    await page.goto(`${server.url}/accounts/${owner.account.app_id}`)
    await page.getByRole('heading', { level: 1, name: owner.account.name }).waitFor()
    took.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime))
    await context.close()
  }
  t.diagnostic(`first contentful paint: ${took.map(Math.round).join(', ')} ms`)
  // The best of five: the machine may be busy with something else.
  assert.ok(Math.min(...took) < 1000, `${took} ms`)
})
