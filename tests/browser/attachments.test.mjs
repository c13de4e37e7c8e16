// Files on what is said about a case: a reviewer's question with a drawing, the applicant's answer with a paper.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { find, judgeRest, openCase } from './acts.mjs'
import { ask, formOf, newcomer, read, staff, submit } from './api.mjs'
import { paper, picture } from './picture.mjs'
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

const choose = (page, name, buffer, mimeType) => page.getByLabel('附件').and(page.locator('input')).setInputFiles({ name, mimeType, buffer })

test('a question and its answer carry files that the other side looks at', async () => {
  const asked = await submit(server.url, owner, formOf(owner.account, 'phone_number'))
  const desk = await browser.open(people.reviewer, '/review')
  await openCase(desk.page, server.url, owner.account.name)
  await desk.page.getByRole('radio', { name: '向申请人提问' }).check({ force: true })
  await desk.page.getByLabel('向申请人提问').and(desk.page.locator('textarea')).fill('按钮应当在红框里，对吗？')
  // Held back, so that its progress is seen.
  let release
  const held = new Promise((done) => (release = done))
  await desk.page.route('**/files?name=*', async (route) => {
    await held
    await route.continue()
  })
  await choose(desk.page, '红框.png', picture(600, 400), 'image/png')
  await desk.page.getByRole('status').filter({ hasText: /正在上传 \d+%/ }).waitFor()
  release()
  await desk.page.getByRole('img', { name: '红框.png 的预览图' }).waitFor()
  await desk.page.getByRole('button', { name: '发送' }).click()
  const thread = desk.page.getByRole('region', { name: '沟通记录' })
  await thread.getByRole('list', { name: '附件' }).getByText('红框.png').waitFor()
  assert.deepEqual(desk.faults, [])
  await desk.context.close()

  const own = await browser.open(owner, `/accounts/${owner.account.app_id}/authorizations/${asked.id}`)
  await own.page.getByRole('button', { name: '查看 红框.png' }).click()
  const dialog = own.page.getByRole('dialog', { name: '材料：红框.png' })
  await dialog.getByRole('img', { name: /预览图/ }).waitFor()
  await own.page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  // What is no document is refused at its field; one that was chosen by mistake is removed.
  await choose(own.page, 'a.png', Buffer.from('<html>'), 'image/png')
  await own.page.getByRole('alert').filter({ hasText: /只接受 PDF、PNG、JPEG 或 WebP/ }).waitFor()
  await choose(own.page, '旧协议.pdf', paper(), 'application/pdf')
  await own.page.getByRole('button', { name: '移除 旧协议.pdf' }).click()
  await own.page.getByText('旧协议.pdf').waitFor({ state: 'hidden' })
  await choose(own.page, '新协议.pdf', paper(), 'application/pdf')
  await own.page.getByRole('button', { name: '移除 新协议.pdf' }).waitFor()
  await own.page.getByLabel('答复').fill('是的，协议也换成了新的一份。')
  // Typed words and sent files outlast a reload.
  await own.page.reload()
  await settled(own.page)
  await own.page.getByRole('button', { name: '移除 新协议.pdf' }).waitFor()
  await own.page.getByRole('button', { name: '提交答复' }).click()
  const said = own.page.getByRole('region', { name: '沟通记录' }).getByRole('list', { name: '附件' })
  await said.getByText('新协议.pdf').waitFor()
  assert.equal(await own.page.getByRole('button', { name: '移除 新协议.pdf' }).count(), 0)
  assert.deepEqual(own.faults, [])
  await own.context.close()

  const whole = await read(server.url, `/accounts/${owner.account.app_id}/cases/${asked.pending.case}`, owner)
  assert.deepEqual(whole.thread.map((one) => one.files.map((file) => file.name)), [['红框.png'], ['新协议.pdf']])
  const { items } = await read(server.url, '/audit/entries?limit=100', people.auditor)
  assert.equal(items.filter((entry) => entry.kind === 'evidence_viewed').length, 1)
})

/** Rejects what is on the desk, with a file. */
async function rejectWith(page, field, reason, name) {
  await find(page, field, reason, '请看附件。')
  await judgeRest(page)
  await page.getByRole('main').getByRole('button', { name: '驳回', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('附件').and(page.locator('input')).setInputFiles({ name, mimeType: 'image/png', buffer: picture(600, 400) })
  await dialog.getByRole('button', { name: `移除 ${name}` }).waitFor()
  await dialog.getByRole('button', { name: '驳回', exact: true }).click()
  await page.waitForURL(/\/review$/)
}

test('a case about 基本信息 carries files, and so does its rejection', async () => {
  const register = await ask(server.url, owner, 'name', '山雨春茶铺')
  const at = `/accounts/${owner.account.app_id}/settings`
  const own = await browser.open(owner, at)
  const row = own.page.getByRole('region', { name: '名称', exact: true })
  await row.getByRole('button', { name: '给审核员留言' }).click()
  await row.getByLabel('给审核员留言').and(own.page.locator('textarea')).fill('门店照片见附件。')
  await choose(own.page, '门店.png', picture(400, 300), 'image/png')
  await row.getByRole('button', { name: '移除 门店.png' }).waitFor()
  await row.getByRole('button', { name: '发送' }).click()
  await row.getByRole('list', { name: '附件' }).getByText('门店.png').waitFor()

  const desk = await browser.open(people.reviewer, `/review/${register.pending.case}`)
  await desk.page.getByRole('region', { name: '沟通记录' }).getByText('门店.png').waitFor()
  await rejectWith(desk.page, '名称', '名称与其他账号、品牌或机构相近，容易误认。', '像哪个名称.png')
  await own.page.reload()
  const said = row.getByRole('region', { name: '沟通记录' })
  await said.getByText('驳回附件').waitFor()
  await said.getByRole('button', { name: '查看 像哪个名称.png' }).click()
  await own.page.getByRole('dialog', { name: '材料：像哪个名称.png' }).getByRole('img', { name: /预览图/ }).waitFor()
  await own.page.keyboard.press('Escape')
  assert.deepEqual([own.faults, desk.faults], [[], []])
  await own.context.close()
  await desk.context.close()
})

test('an appeal carries files to those who decide it', async () => {
  const asked = await submit(server.url, owner, formOf(owner.account, 'subscribe_message', 'message_sample'))
  const desk = await browser.open(people.reviewer, `/review/${asked.pending.case}`)
  await rejectWith(desk.page, '发送订阅消息 用途说明', /用途说明不清楚/, '红框.png')
  await desk.context.close()
  const own = await browser.open(owner, `/accounts/${owner.account.app_id}/authorizations/${asked.id}`)
  await own.page.getByRole('region', { name: '沟通记录' }).getByText('红框.png').waitFor()
  await own.page.getByRole('button', { name: '申诉', exact: true }).click()
  const dialog = own.page.getByRole('dialog', { name: '申诉' })
  await dialog.getByRole('textbox', { name: '申诉理由' }).fill('用途写在协议第一页。')
  await dialog.getByLabel('附件').and(own.page.locator('input')).setInputFiles({ name: '协议.pdf', mimeType: 'application/pdf', buffer: paper() })
  await dialog.getByRole('button', { name: '移除 协议.pdf' }).waitFor()
  await dialog.getByRole('button', { name: '提交申诉' }).click()
  await own.page.getByText('申诉正在由其他审核员审核').waitFor()
  await own.page.getByRole('region', { name: '沟通记录' }).getByText('协议.pdf').waitFor()

  const { items } = await read(server.url, '/review/cases?state=open', people.second)
  const appeal = items.find((one) => one.appeal_of === asked.pending.case)
  const second = await browser.open(people.second, `/review/${appeal.id}`)
  await second.page.getByRole('region', { name: '沟通记录' }).getByText('协议.pdf').waitFor()
  assert.deepEqual([own.faults, second.faults], [[], []])
  await own.context.close()
  await second.context.close()
})
