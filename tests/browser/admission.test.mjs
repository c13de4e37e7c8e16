// 注册邀请: where the platform asks for one, an operator issues it, a newcomer registers by its link, and it works no more.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { letters, staff } from './api.mjs'
import { serve } from './server.mjs'
import { browserOver, tick } from './window.mjs'

let server
let browser
before(async () => {
  server = await serve(['--admission', 'invited'])
  browser = await browserOver(server.url)
})
after(async () => {
  await browser?.close()
  await server?.close()
})

/** The registration form, filled; the code from the letter. */
async function fill(page, email, name) {
  await page.getByLabel('账号名称').fill(name)
  await page.getByLabel('邮箱', { exact: true }).fill(email)
  await page.getByRole('button', { name: '获取验证码' }).first().click()
  await page.getByRole('button', { name: /秒后重发/ }).waitFor()
  const code = /\d{6}/.exec((await letters(server.url, email))[0].text)[0]
  await page.getByLabel('邮箱验证码').fill(code)
  await page.locator('input[type=password]').fill('tea-and-rain-2026')
  await tick(page, page.getByRole('checkbox'))
}

test('an invitation is issued, used once and taken back', async () => {
  const people = await staff(server.url)
  const desk = await browser.open(people.operator, '/operations/invitations')
  const issue = async (fillIn) => {
    await desk.page.getByRole('button', { name: '发出邀请' }).click()
    await fillIn(desk.page.getByRole('dialog', { name: '发出邀请' }))
    await desk.page.keyboard.press('Enter')
    const shown = desk.page.getByRole('dialog', { name: '请保存邀请' })
    await shown.waitFor()
    const [link, code] = [await shown.locator('code').first().innerText(), await shown.locator('code').last().innerText()]
    await tick(desk.page, shown.getByRole('checkbox'))
    await shown.getByRole('button', { name: '完成' }).click()
    return { link, code }
  }
  const { link, code } = await issue((dialog) => dialog.getByLabel('备注').fill('茶博会'))
  assert.equal(new URL(link).search, '')
  assert.equal(new URL(link).hash, `#${code}`)

  const guest = await browser.open(null, `/register${new URL(link).hash}`)
  assert.equal(await guest.page.getByLabel('邀请码').inputValue(), code)
  await fill(guest.page, 'guest@example.com', '山雨新茶铺')
  await guest.page.getByRole('button', { name: '立即注册' }).click()
  await guest.page.waitForURL(/\/accounts\/wx[0-9a-f]{16}$/)
  assert.deepEqual(guest.faults, [])
  await guest.context.close()

  // The same code opens nothing to the next one, who mends it with another.
  const next = await browser.open(null, '/register')
  await next.page.getByRole('button', { name: '立即注册' }).click()
  await next.page.getByText('此项必填').first().waitFor()
  await next.page.getByLabel('邀请码').fill(code)
  await fill(next.page, 'next@example.com', '山雨老茶铺')
  await next.page.getByRole('button', { name: '立即注册' }).click()
  await next.page.getByText('邀请码无效').waitFor()
  await desk.page.reload()
  await desk.page.getByRole('row', { name: /已用完/ }).getByText('1 / 1').waitFor()

  const second = await issue((dialog) => dialog.getByLabel('备注').fill('再请一位'))
  await desk.page.getByRole('row', { name: /再请一位/ }).getByRole('button', { name: '撤销' }).click()
  await desk.page.getByRole('dialog').getByRole('button', { name: '撤销' }).click()
  await desk.page.getByRole('row', { name: /已撤销/ }).waitFor()
  await next.page.getByLabel('邀请码').fill(second.code)
  await next.page.getByRole('button', { name: '立即注册' }).click()
  await next.page.getByText('邀请码无效').waitFor()

  // For one address, to which the link goes.
  await issue(async (dialog) => {
    await dialog.getByText('只给一个邮箱').click()
    await dialog.getByLabel('邮箱', { exact: true }).fill('next@example.com')
  })
  const letter = (await letters(server.url, 'next@example.com'))[0].text
  await next.page.getByLabel('邀请码').fill(/register#(\S+)/.exec(letter)[1])
  await next.page.getByRole('button', { name: '立即注册' }).click()
  await next.page.waitForURL(/\/accounts\/wx[0-9a-f]{16}$/)
  assert.deepEqual([desk.faults, next.faults], [[], []])
  await next.context.close()
  await desk.context.close()
})
