// 审计日志: a filter that cannot be read says so at its field, and the page stays whole.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stage } from './stage.mjs'
import { settled } from './window.mjs'

const here = stage()

test('what cannot be looked for is told at its field, mended, and found', async () => {
  const { context, page, faults } = await here.browser.open(here.people.auditor, '/audit')
  const search = page.getByRole('search', { name: '筛选' })
  const entries = page.getByRole('region', { name: '记录', exact: true })
  for (const [box, words] of [['操作者', 'nobody at all'], ['对象', 'wx0000000000000000']]) {
    const field = search.locator('.field').filter({ has: page.getByRole('textbox', { name: box }) })
    await search.getByRole('textbox', { name: box }).fill(words)
    await page.keyboard.press('Enter')
    await field.getByRole('alert').waitFor()
    await entries.getByText('筛选条件有误').waitFor()
    await page.getByRole('button', { name: '立即校验' }).waitFor()
    await search.getByRole('textbox', { name: box }).fill('')
    await page.keyboard.press('Enter')
    await field.getByRole('alert').waitFor({ state: 'detached' })
  }
  await search.getByRole('textbox', { name: '对象' }).fill(here.owner.account.app_id)
  await page.keyboard.press('Enter')
  await settled(page)
  await entries.getByText('member_registered').first().waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})
