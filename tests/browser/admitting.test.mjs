// 注册审核: where reviewers admit each new account, it waits, is refused, is mended on its overview, and is admitted.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { approve, reject } from './acts.mjs'
import { letters, read, staff } from './api.mjs'
import { serve } from './server.mjs'
import { browserOver, tick } from './window.mjs'

let server
let browser
before(async () => {
  server = await serve(['--admission', 'case'])
  browser = await browserOver(server.url)
})
after(async () => {
  await browser?.close()
  await server?.close()
})

test('a new account is refused, mended and admitted', async () => {
  const people = await staff(server.url)
  const { context, page, faults } = await browser.open(null, '/register')
  await page.getByLabel('账号名称').fill('山雨新茶铺')
  await page.getByLabel('用途说明').fill('茶铺的点单小程序，给到店的顾客用。')
  await page.getByLabel('邮箱', { exact: true }).fill('owner@example.com')
  await page.getByRole('button', { name: '获取验证码' }).first().click()
  await page.getByRole('button', { name: /秒后重发/ }).waitFor()
  await page.getByLabel('邮箱验证码').fill(/\d{6}/.exec((await letters(server.url, 'owner@example.com'))[0].text)[0])
  await page.locator('input[type=password]').fill('tea-and-rain-2026')
  await tick(page, page.getByRole('checkbox'))
  await page.getByRole('button', { name: '立即注册' }).click()
  await page.waitForURL(/\/accounts\/wx[0-9a-f]{16}$/)
  const card = page.getByRole('region', { name: '注册审核' })
  await card.getByText('平台正在审核这个账号').waitFor()
  await page.getByText('账号正在等待注册审核').waitFor()

  const { items } = await read(server.url, '/review/cases?state=open', people.reviewer)
  const waiting = items.find((one) => one.kind === 'registration')
  const desk = await browser.open(people.reviewer, `/review/${waiting.id}`)
  await desk.page.getByText('茶铺的点单小程序，给到店的顾客用。').waitFor()
  await reject(desk.page, '用途说明', '申请资料不完整或不准确，无法判断。', '请写明有几家门店。')
  await page.reload()
  await card.getByText('请写明有几家门店。').waitFor()
  const said = card.getByLabel('用途说明')
  assert.equal(await said.inputValue(), '茶铺的点单小程序，给到店的顾客用。')
  await said.fill('三家茶铺的点单小程序，给到店的顾客用。')
  await card.getByRole('button', { name: '重新提交' }).click()
  await card.getByText('平台正在审核这个账号').waitFor()

  const again = (await read(server.url, '/review/cases?state=open', people.reviewer)).items.find((one) => one.kind === 'registration')
  await desk.page.goto(`${server.url}/review/${again.id}`)
  await desk.page.getByText('三家茶铺的点单小程序').waitFor()
  await approve(desk.page)
  await page.reload()
  await page.getByRole('region', { name: '授权状态' }).waitFor()
  assert.equal(await page.getByText('账号正在等待注册审核').count(), 0)
  assert.deepEqual([faults, desk.faults], [[], []])
  await context.close()
  await desk.context.close()
})
