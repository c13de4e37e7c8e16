// The checklist item by item, all faults at once; and an appeal, which those who rejected may not decide.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addReason, approve, find, judgeRest } from './acts.mjs'
import { decide, formOf, newcomer, read, staff, submit } from './api.mjs'
import { serve } from './server.mjs'
import { browserOver, settled, tick } from './window.mjs'

let server
let browser
let people
let owner

before(async () => {
  server = await serve()
  browser = await browserOver(server.url)
  people = await staff(server.url)
  owner = await newcomer(server.url)
})
after(async () => {
  await browser?.close()
  await server?.close()
})

const EVIDENCE = /材料打不开、不完整或看不清/
const points = (page) => page.getByRole('region', { name: '审核要点' })
const button = (page, name) => page.getByRole('main').getByRole('button', { name, exact: true })

test('every fault is found at its item, and the applicant reads them all at once', async () => {
  const asked = await submit(server.url, owner, formOf(owner.account, 'phone_number'))
  const { context, page, faults } = await browser.open(people.reviewer, `/review/${asked.pending.case}`)
  const groups = points(page).getByRole('radiogroup')
  await groups.first().waitFor()
  const count = await groups.count()
  assert.ok(count >= 3)
  // A reason about a field finds its item at fault.
  await find(page, '获取手机号 用途说明', /用途说明不清楚/, '请写明由谁触发。')
  assert.equal(await groups.getByRole('radio', { name: '有问题', checked: true }).count(), 1)
  // A fault asks for its reason, and the case cannot be rejected without.
  const evidence = points(page).getByRole('listitem').filter({ hasText: '材料' }).first()
  await tick(page, evidence.getByRole('radio', { name: '有问题' }))
  await judgeRest(page)
  await button(page, '驳回').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('还没有原因：').waitFor()
  assert.equal(await dialog.getByRole('button', { name: '驳回', exact: true }).isDisabled(), true)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  // What was found stays found, through a reload.
  await page.reload()
  await settled(page)
  await groups.first().waitFor()
  assert.equal(await groups.getByRole('radio', { checked: true }).count(), count)
  await evidence.getByRole('button', { name: '选择原因' }).click()
  await addReason(page, EVIDENCE, '图片看不清。')
  await button(page, '驳回').click()
  await dialog.getByRole('button', { name: '驳回', exact: true }).click()
  await page.waitForURL(/\/review$/)
  const [{ reasons }] = (await read(server.url, `/accounts/${owner.account.app_id}/cases`, owner)).items
  assert.deepEqual(reasons.map((reason) => reason.text).sort(), ['图片看不清。', '请写明由谁触发。'].sort())
  assert.deepEqual(faults, [])
  await context.close()
})

test('an appeal: who rejected sees why they may not decide it, and another grants it', async () => {
  const asked = await submit(server.url, owner, formOf(owner.account, 'subscribe_message', 'message_sample'))
  const reasons = [{ code: 'purpose_unclear', pointer: '/purpose/subscribe_message', text: '看不出用在哪里。' }]
  await decide(server.url, people.reviewer, asked.pending.case, 'reject', { reasons })
  const mine = await browser.open(owner, `/accounts/${owner.account.app_id}/authorizations/${asked.id}`)
  await button(mine.page, '申诉').click()
  const dialog = mine.page.getByRole('dialog', { name: '申诉' })
  await dialog.getByRole('textbox', { name: '申诉理由' }).fill('用途说明的第一句就写明了。')
  // What is written stays through a reload.
  await mine.page.reload()
  await settled(mine.page)
  await button(mine.page, '申诉').click()
  assert.equal(await dialog.getByRole('textbox', { name: '申诉理由' }).inputValue(), '用途说明的第一句就写明了。')
  await dialog.getByRole('button', { name: '提交申诉' }).click()
  await mine.page.getByRole('heading', { name: '审核中', exact: true }).waitFor()
  await mine.page.getByText('申诉正在由其他审核员审核').waitFor()
  assert.equal(await button(mine.page, '申诉').count(), 0)

  const first = await browser.open(people.reviewer, '/review')
  await first.page.getByRole('row', { name: new RegExp(`${owner.account.name}.*申诉`) }).getByRole('link').first().click()
  await first.page.getByText('您参与过被申诉的那次审核').waitFor()
  assert.equal(await button(first.page, '通过').count() + (await button(first.page, '领取').count()), 0)
  assert.equal(await points(first.page).getByRole('radio').count(), 0)
  const at = new URL(first.page.url()).pathname

  const second = await browser.open(people.second, at)
  const card = second.page.getByRole('region', { name: '申诉' })
  await card.getByText('用途说明的第一句就写明了。').waitFor()
  await card.getByText('看不出用在哪里。').waitFor()
  // Nothing is taken over from the first decision.
  assert.equal(await points(second.page).getByRole('radio', { checked: true }).count(), 0)
  await approve(second.page)
  await mine.page.reload()
  await mine.page.getByText('申诉成立').waitFor()
  await mine.page.getByRole('heading', { name: '审核通过', exact: true }).waitFor()
  assert.deepEqual([...mine.faults, ...first.faults, ...second.faults], [])
  for (const { context } of [mine, first, second]) await context.close()
})
