// 通知中心: told, counted, led to, chosen about. And the agreement, where a later version asks everybody again.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { call, decide, formOf, newcomer, read, staff, submit } from './api.mjs'
import { serve } from './server.mjs'
import { browserOver, settled, tick } from './window.mjs'

let server
let browser
let owner
let people
let rejected

before(async () => {
  server = await serve()
  browser = await browserOver(server.url)
  owner = await newcomer(server.url)
  people = await staff(server.url)
  rejected = await submit(server.url, owner, formOf(owner.account, 'phone_number'))
  const reasons = [{ code: 'purpose_unclear', pointer: '/purpose/phone_number', text: '请写明由谁触发。' }]
  await decide(server.url, people.reviewer, rejected.pending.case, 'reject', { reasons })
})
after(async () => {
  await browser?.close()
  await server?.close()
})

const unread = async (who) => (await read(server.url, '/me', who)).unread_notices

test('an applicant is led from the bell to what was decided', async () => {
  const { context, page, faults } = await browser.open(owner, `/accounts/${owner.account.app_id}`)
  await page.getByRole('link', { name: '通知中心，1 条未读' }).click()
  await page.getByRole('heading', { level: 1, name: '通知中心' }).waitFor()
  await page.getByRole('button', { name: /^查看：你的申请已有审核结果/ }).click()
  await page.waitForURL(new RegExp(`/authorizations/${rejected.id}$`))
  await page.getByRole('link', { name: '通知中心', exact: true }).waitFor()
  assert.equal(await unread(owner), 0)
  assert.deepEqual(faults, [])
  await context.close()
})

test('a reviewer is led to the case, and puts the rest away at once', async () => {
  for (const capability of ['risk_rank', 'links']) {
    const made = await submit(server.url, owner, { ...formOf(owner.account, capability), ...(capability === 'links' && { evidence: {} }) })
    if (capability === 'risk_rank') assert.ok(made.pending)
  }
  const { context, page, faults } = await browser.open(people.reviewer, '/notices')
  const before = await unread(people.reviewer)
  assert.ok(before > 0)
  await page.getByRole('button', { name: /^查看：有新的审核单等待处理/ }).first().click()
  await page.waitForURL(/\/review\/.+/)
  await page.goBack()
  await settled(page)
  await page.getByRole('button', { name: '全部标为已读' }).click()
  await page.getByRole('link', { name: '通知中心', exact: true }).first().waitFor()
  assert.equal(await unread(people.reviewer), 0)
  // The list is asked for again beside the bell's count, and may come after it.
  await page.getByText('未读', { exact: true }).first().waitFor({ state: 'detached' })
  assert.deepEqual(faults, [])
  await context.close()
})

test('who wants no mail about something says so, and is told elsewhere', async () => {
  const { context, page, faults } = await browser.open(owner, '/notices')
  await page.getByRole('link', { name: '通知设置' }).click()
  await page.getByRole('heading', { level: 1, name: '通知设置' }).waitFor()
  // What can never come to an applicant is not asked about; what is about safety cannot be switched off.
  assert.equal(await page.getByRole('checkbox', { name: '邮件：有新的审核单' }).count(), 0)
  assert.equal(await page.getByRole('checkbox', { name: '邮件：登录方式有变化' }).isDisabled(), true)
  const mail = page.getByRole('checkbox', { name: '邮件：新成员加入账号' })
  await mail.focus()
  await page.keyboard.press('Space')
  await tick(page, page.getByRole('checkbox', { name: /同时推送到我的网址/ }))
  await page.getByRole('textbox', { name: '推送网址' }).fill('http://plain.example.com')
  await page.getByRole('button', { name: '保存' }).click()
  await page.locator('.field.faulty').waitFor()
  await page.getByRole('textbox', { name: '推送网址' }).fill('https://hooks.example.com/a')
  await tick(page, page.getByRole('checkbox', { name: '经 Webhook：申请有了审核结果' }))
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('已保存').waitFor()
  await page.getByText('签名密钥').first().waitFor()
  await page.reload()
  await settled(page)
  assert.equal(await mail.isChecked(), false)
  assert.equal(await page.getByRole('checkbox', { name: '经 Webhook：申请有了审核结果' }).isChecked(), true)
  const choice = await read(server.url, '/notices/choice', owner)
  assert.ok(!choice.email.includes('membership_begun') && choice.email.includes('case_waits'), 'what was not shown stays')
  assert.deepEqual(choice.webhook.kinds, ['case_decided'])
  assert.deepEqual(faults, [])
  await context.close()
})

test('a later agreement is read and agreed to before anything else, once', async () => {
  const texts = { title_zh: '服务协议（二）', text_zh: '第一条 新增的约定。', title_en: 'Terms, second', text_en: 'One. Something new.' }
  await call(server.url, 'POST', '/operations/agreements', { ...texts, asks_again: true }, people.operator)
  const { context, page, faults } = await browser.open(owner, `/accounts/${owner.account.app_id}`)
  const asked = page.getByRole('dialog', { name: '服务协议有更新' })
  await asked.getByText('第一条 新增的约定。').waitFor()
  await page.keyboard.press('Escape')
  assert.equal(await asked.isVisible(), true)
  await asked.getByRole('button', { name: '同意并继续' }).click()
  await asked.waitFor({ state: 'hidden' })
  assert.equal((await read(server.url, '/me', owner)).agreement_due ?? null, null)
  await page.reload()
  await settled(page)
  assert.equal(await asked.count(), 0)
  assert.deepEqual(faults, [])
  await context.close()
})
