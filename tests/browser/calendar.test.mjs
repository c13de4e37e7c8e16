// 工作日历: an operator enters a year from its notice, switches days by mouse and keyboard, sees what changes, and saves;
// a due time that is counted afterwards follows it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, formOf, newcomer, read, submit } from './api.mjs'
import { stage } from './stage.mjs'
import { settled } from './window.mjs'

const PATH = '/operations/calendar'
const here = stage()

const calendar = () => read(here.url, PATH, here.people.operator)
const yearOf = async (year) => (await calendar()).years.find((one) => one.year === year)
/** The day of a moment on the platform's clock, which runs eight hours ahead. */
const dayOf = (at) => new Date(Date.parse(at) + 8 * 3600_000).toISOString().slice(0, 10)
const cell = (page, day) => page.locator(`[data-day="${day}"]`)

test('a year is entered from its notice, mended by hand, looked over and saved', async () => {
  const present = await calendar()
  const year = present.missing[0] ?? Math.max(...present.years.map((one) => one.year)) + 1
  const { context, page, faults } = await here.browser.open(here.people.operator, `${PATH}/${year}`)
  if (present.missing.length) await page.getByRole('status').filter({ hasText: `${year} 年还没有放假安排` }).waitFor()
  await page.getByText('这一年没有放假安排，目前按普通周计算').waitFor()

  // The first Saturday from February on is worked; a weekday cannot be a make-up day.
  const saturday = [2, 3, 4, 5, 6, 7, 8].find((day) => new Date(Date.UTC(year, 1, day)).getUTCDay() === 6)
  const notice = `元旦：1月1日（周五）至3日（周日）放假调休，共3天。2月${saturday}日（周六）、2月${saturday + 2}日（周一）上班。`
  await page.getByRole('textbox', { name: '放假通知或日期列表' }).fill(notice)
  await page.getByRole('button', { name: '加入日历' }).click()
  const told = page.getByRole('status').filter({ hasText: '读出节假日 3 天，调休上班 1 天' })
  await told.getByText(`2月${saturday + 2}日`).waitFor()

  // By keyboard: two weeks on from New Year's Day, and there switched.
  await cell(page, `${year}-01-01`).focus()
  await page.keyboard.press('PageDown')
  await page.keyboard.press('PageUp')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  const weekday = `${year}-01-15`
  assert.equal(await page.evaluate(() => document.activeElement.dataset.day), weekday)
  const one = await cell(page, weekday).getAttribute('aria-label')
  await page.keyboard.press('Space')
  assert.notEqual(await cell(page, weekday).getAttribute('aria-label'), one)
  assert.equal(await page.locator('.months [tabindex="0"]').count(), 1)
  const expected = { off: await page.locator('.months .off').count(), work: await page.locator('.months .work').count() }
  assert.equal(expected.off + expected.work, 5)

  const changes = page.getByRole('region', { name: '改动预览' })
  await changes.getByText('1月1日至1月3日').waitFor()
  await changes.getByText(`2月${saturday}日`).waitFor()
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('此项必填').waitFor()
  assert.equal(await yearOf(year), undefined, 'nothing is saved without its source')

  await page.getByRole('textbox', { name: '来源' }).fill('国务院办公厅通知')
  await page.reload()
  await settled(page)
  await changes.getByText('1月1日至1月3日').waitFor()
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('已保存为版本 1').waitFor()
  const saved = await yearOf(year)
  assert.equal(saved.source, '国务院办公厅通知')
  assert.equal(saved.holidays[0], `${year}-01-01..${year}-01-03`)
  assert.ok(saved.make_up.includes(`${year}-02-${String(saturday).padStart(2, '0')}`))
  assert.deepEqual((await calendar()).missing.filter((one) => one === year), [])
  assert.equal(await page.getByText(`${year} 年还没有放假安排`).count(), 0)
  assert.deepEqual(faults, [])
  await context.close()
})

test('a day that becomes a holiday moves due times that are counted afterwards, and no other', async () => {
  const first = await submit(here.url, here.owner, formOf(here.owner.account, 'phone_number'))
  const due = dayOf(first.pending.due_at)
  const year = Number(due.slice(0, 4))
  const { context, page } = await here.browser.open(here.people.operator, `${PATH}/${year}`)
  await cell(page, due).click()
  assert.match(await cell(page, due).getAttribute('aria-label'), /节假日$/)

  // Somebody else saves meanwhile: said, and nothing of what was pressed is lost.
  const there = await yearOf(year)
  const { version = 0, holidays = [], make_up = [] } = there ?? {}
  await call(here.url, 'PUT', `${PATH}/${year}`, { version, holidays, make_up, source: '先到的修改' }, here.people.operator)
  const source = page.getByRole('textbox', { name: '来源' })
  if (!(await source.inputValue())) await source.fill('测试')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText(`有人刚保存了版本 ${version + 1}`).waitFor()
  await page.getByRole('button', { name: '在新版本上继续' }).click()
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText(`已保存为版本 ${version + 2}`).waitFor()

  const again = await read(here.url, `/accounts/${here.owner.account.app_id}/authorizations/${first.id}`, here.owner)
  assert.equal(again.pending.due_at, first.pending.due_at)
  const other = await newcomer(here.url)
  const second = await submit(here.url, other, formOf(other.account, 'phone_number'))
  assert.ok(dayOf(second.pending.due_at) > due, `${second.pending.due_at} is not after ${due}`)
  await context.close()
})
