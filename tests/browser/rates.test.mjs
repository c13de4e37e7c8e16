// 审核统计: after a rejection that an appeal overturned, a rejection that stands, and a case that two persons agreed on,
// the page says what the API counted.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, decide, formOf, newcomer, read, submit } from './api.mjs'
import { stage } from './stage.mjs'

const here = stage()

/** Rejects what somebody submits; the case. */
async function rejected(who, capability) {
  const { people, url } = here
  const asked = await submit(url, who, formOf(who.account, capability, 'message_sample'))
  const reasons = [{ code: 'purpose_unclear', pointer: `/purpose/${capability}` }]
  await decide(url, people.reviewer, asked.pending.case, 'reject', { reasons })
  return asked.pending.case
}

test('an operator reads how often reviewers agree and rejections are overturned', async () => {
  const { owner, people, url } = here
  const before = await read(url, '/operations/review/rates', people.operator)
  const of = (rates, code) => rates.reasons.find((one) => one.code === code) ?? { given: 0, overturned: 0, upheld: 0 }
  const case_ = await rejected(owner, 'subscribe_message')
  await rejected(await newcomer(url), 'subscribe_message')
  const path = `/accounts/${owner.account.app_id}/cases/${case_}/appeal`
  const appeal = await (await call(url, 'POST', path, { text: '用途的第一句就写明了。' }, owner)).json()
  await decide(url, people.second, appeal.id, 'approve')

  const rates = await read(url, '/operations/review/rates', people.operator)
  const [was, is] = [of(before, 'purpose_unclear'), of(rates, 'purpose_unclear')]
  assert.deepEqual([is.given - was.given, is.overturned - was.overturned, is.upheld - was.upheld], [2, 1, 0])

  const { context, page, faults } = await here.browser.open(people.operator, '/operations/review-rates')
  const reason = page.getByRole('region', { name: '理由' }).getByRole('row', { name: /purpose_unclear/ })
  await reason.getByRole('cell', { name: String(is.given), exact: true }).waitFor()
  const looked = is.overturned + is.upheld
  await reason.getByText(`${is.overturned} / ${looked}（${Math.round((is.overturned / looked) * 100)}%）`).waitFor()

  // Who rejected is measured by what became of it; who decided the appeal by the approval.
  const rejecter = rates.reviewers.find((one) => one.reviewer.email === people.reviewer.login)
  const row = page.getByRole('region', { name: '审核员' }).getByRole('row', { name: new RegExp(people.reviewer.login.replace('.', '\\.')) })
  const cells = await row.getByRole('cell').allInnerTexts()
  assert.deepEqual(cells.slice(1, 4).map(Number), [rejecter.approved, rejecter.rejected, rejecter.seconded])
  assert.match(cells[5], new RegExp(`^${rejecter.overturned} / ${rejecter.overturned + rejecter.upheld}（`))

  const medians = page.getByRole('region', { name: '审核用时' })
  const { median_days: median } = rates.medians.find((one) => one.review === 'one_person')
  await medians.getByText(median === null ? '不足五次决定' : median === 0 ? '当天' : `${median} 个工作日`).first().waitFor()

  await page.getByRole('button', { name: '近 30 天' }).click()
  await page.getByRole('button', { name: '近 30 天', pressed: true }).waitFor()
  await reason.waitFor()
  await reason.getByRole('link', { name: 'purpose_unclear' }).click()
  await page.getByRole('heading', { level: 1, name: 'purpose_unclear' }).waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('an applicant reads the place in the queue, and when a decision is likely', async () => {
  const { people, url } = here
  const who = await newcomer(url)
  const path = `/accounts/${who.account.app_id}`
  const asked = await submit(url, who, formOf(who.account, 'phone_number'))
  const { waiting } = await read(url, `${path}/cases/${asked.pending.case}`, who)
  const { context, page, faults } = await here.browser.open(who, `${path}/authorizations/${asked.id}`)
  const now = page.getByRole('region', { name: '当前状态' })
  await now.getByText(`第 ${waiting.position} 位`).waitFor()
  await now.getByText(waiting.median_days === null ? '暂时无法估计' : '按最近同类审核的中位数').waitFor()

  // Nothing of it once it is decided.
  await decide(url, people.reviewer, asked.pending.case, 'approve')
  await page.reload()
  await page.getByRole('heading', { level: 2, name: '审核通过' }).waitFor()
  assert.equal(await page.getByText('排队位置').count(), 0)
  assert.deepEqual(faults, [])
  await context.close()
})
