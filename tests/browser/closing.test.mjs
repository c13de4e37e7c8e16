// 冻结, 注销 and 封禁: refused through the WeChat API at once, said on every page, and undone.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { choose, makeSecret, weChat } from './acts.mjs'
import { newcomer, read, staff } from './api.mjs'
import { serve } from './server.mjs'
import { later } from './totp.mjs'
import { browserOver, settled } from './window.mjs'

let server
let browser
let people
let owner
let path
let program

before(async () => {
  server = await serve()
  browser = await browserOver(server.url)
  people = await staff(server.url)
  owner = await newcomer(server.url)
  path = `/accounts/${owner.account.app_id}`
  const { context, page } = await browser.open(owner, `${path}/development`)
  program = weChat(server.url, owner.account.app_id, await makeSecret(page, '生产服务器'))
  await context.close()
})
after(async () => {
  await browser?.close()
  await server?.close()
})

const refused = () => program.call('/cgi-bin/get_api_domain_ip')
const banner = (page) => page.getByRole('complementary', { name: '账号状态' })

test('an owner freezes the account, sees so everywhere, and unfreezes it', async () => {
  const { context, page, faults } = await browser.open(owner, `${path}/closing`)
  assert.equal(await refused(), undefined)
  await page.getByRole('button', { name: '冻结账号' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '冻结账号' }).click()
  await banner(page).getByText('账号已冻结').waitFor()
  assert.notEqual(await refused(), undefined)
  for (const name of ['首页', '开发设置', '接口权限', '基本信息']) {
    await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name, exact: true }).click()
    await banner(page).getByText('账号已冻结').waitFor()
  }
  await banner(page).getByRole('link', { name: '去解冻' }).click()
  await page.getByRole('button', { name: '解冻账号' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '解冻账号' }).click()
  await banner(page).waitFor({ state: 'detached' })
  assert.equal(await refused(), undefined)
  assert.deepEqual(faults, [])
  await context.close()
})

test('closing wants the name typed, stops the account, and is undone within its time', async () => {
  const { context, page, faults } = await browser.open(owner, `${path}/closing`)
  await page.getByRole('button', { name: '注销账号' }).click()
  const dialog = page.getByRole('dialog', { name: `注销 ${owner.account.name}` })
  const close = dialog.getByRole('button', { name: '注销账号' })
  assert.equal(await close.isDisabled(), true)
  await dialog.getByRole('textbox').fill('别的名称')
  assert.equal(await close.isDisabled(), true)
  await dialog.getByRole('textbox').fill(owner.account.name)
  await close.click()
  await dialog.waitFor({ state: 'hidden' })
  await banner(page).getByText('账号正在注销').waitFor()
  assert.notEqual(await refused(), undefined)
  await page.getByRole('button', { name: '撤销注销' }).click()
  await banner(page).waitFor({ state: 'detached' })
  assert.equal(await refused(), undefined)
  assert.equal((await read(server.url, path, owner)).standing, 'good')
  assert.deepEqual(faults, [])
  await context.close()
})

test('an operator finds the account, suspends it with a reason, and restores it', async () => {
  const mine = await browser.open(owner, path)
  const { context, page, faults } = await browser.open(people.operator, '/operations/accounts')
  const find = async (words) => {
    await page.getByRole('textbox', { name: 'AppID 或账号名称' }).fill(words)
    await page.keyboard.press('Enter')
    await settled(page)
  }
  const change = async (act, reason) => {
    await page.getByRole('button', { name: `${act} ${owner.account.name}`, exact: true }).click()
    const dialog = page.getByRole('dialog', { name: `${act} ${owner.account.name}` })
    await choose(dialog.getByRole('combobox', { name: '原因' }), reason)
    await dialog.getByRole('button', { name: act, exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
  }
  await find(owner.account.app_id)
  await page.getByRole('row', { name: new RegExp(owner.account.name) }).waitFor()
  assert.equal(await page.locator('tbody tr').count(), 1)
  await change('封禁', '滥用接口')
  assert.notEqual(await refused(), undefined)
  await find('')
  await page.getByRole('button', { name: '已封禁' }).click()
  await page.getByRole('row', { name: new RegExp(owner.account.name) }).waitFor()
  assert.equal(await page.locator('tbody tr').count(), 1)

  await mine.page.reload()
  await banner(mine.page).getByText('账号已被封禁').waitFor()
  await banner(mine.page).getByText('原因：滥用接口。').waitFor()
  await banner(mine.page).getByRole('link', { name: '查看通知' }).click()
  await mine.page.getByText('你的账号被平台封禁').first().waitFor()
  await mine.page.goto(`${server.url}${path}/closing`)
  await settled(mine.page)
  assert.equal(await mine.page.getByRole('main').getByRole('button', { name: '注销账号' }).count(), 0)

  await change('恢复', '问题已改正')
  await page.getByText('没有符合条件的账号').waitFor()
  assert.equal(await refused(), undefined)
  await page.getByRole('button', { name: '全部', exact: true }).click()
  await find(owner.account.name)
  await page.getByRole('row', { name: new RegExp(owner.account.name) }).getByText('正常').waitFor()
  await mine.page.reload()
  await settled(mine.page)
  assert.equal(await banner(mine.page).count(), 0)
  assert.deepEqual([...mine.faults, ...faults], [])
  await mine.context.close()
  await context.close()
})

test('when its time is over the account is closed, and nothing of it is left to its member', async () => {
  const other = await newcomer(server.url)
  const { context, page } = await browser.open(other, `/accounts/${other.account.app_id}/closing`)
  await page.getByRole('button', { name: '注销账号' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill(other.account.name)
  await page.keyboard.press('Enter')
  await banner(page).getByText('账号正在注销').waitFor()
  const { closing_days } = await read(server.url, '/platform')
  await later(server.url, closing_days * 86_400 + 60)
  for (let tries = 0; ; tries += 1) {
    const { items } = await read(server.url, `/operations/accounts?standing=closed`, (await staff(server.url)).operator)
    if (items.some((one) => one.app_id === other.account.app_id && one.name === '')) break
    assert.ok(tries < 100, 'the account was not closed')
    await new Promise((done) => setTimeout(done, 100))
  }
  await context.close()
})
