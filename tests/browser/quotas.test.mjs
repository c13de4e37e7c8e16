// 调用额度: what the account's server used is seen, and is cleared: one call alone, then all.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { weChat } from './acts.mjs'
import { call, read } from './api.mjs'
import { stage } from './stage.mjs'
import { settled } from './window.mjs'

const here = stage()
const TOKEN = 'GET:/cgi-bin/token'

test('what was used today is shown, cleared for one call and for all, and the month\'s clears are counted', async () => {
  const { owner, people, url } = here
  const app = `/accounts/${owner.account.app_id}`
  await call(url, 'PUT', `/operations/accounts/${owner.account.app_id}/limits`, { limits: 'on' }, people.operator)
  const { secret } = await (await call(url, 'POST', `${app}/secrets`, { name: '生产服务器' }, owner)).json()
  const fetchToken = () => weChat(url, owner.account.app_id, secret).call('/cgi-bin/get_api_domain_ip')
  for (let times = 0; times < 3; times += 1) await fetchToken()
  const quotas = () => read(url, `${app}/quotas`, owner)
  const used = async () => (await quotas()).items.find((one) => one.call === TOKEN).used
  const before = await used()
  assert.ok(before >= 3, `${before}`)

  const { context, page, faults } = await here.browser.open(owner, `${app}/calls`)
  const card = page.getByRole('region', { name: '今日调用额度' })
  const row = card.getByRole('row').filter({ hasText: TOKEN })
  await row.getByText(new RegExp(`^${before} / 2000$`)).waitFor()
  await row.getByText(String(2000 - before), { exact: true }).waitFor()
  await card.getByText('本月已清零 0 次').waitFor()

  /** Through the dialog, which says what it costs. */
  const clear = async (button, title) => {
    await card.getByRole('button', { name: button, exact: true }).click()
    const dialog = page.getByRole('dialog', { name: title })
    await dialog.getByText('用掉本月的一次清零机会').waitFor()
    await dialog.getByRole('button', { name: '清零', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
  }
  // Who thinks better of it has cleared nothing.
  await card.getByRole('button', { name: `清零 ${TOKEN}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
  assert.equal(await used(), before)
  await clear(`清零 ${TOKEN}`, `清零 ${TOKEN}`)
  assert.equal(await used(), 0)
  assert.equal((await quotas()).single_clears.used, 1)

  await fetchToken()
  assert.equal(await used(), 1)
  await page.reload()
  await settled(page)
  await clear('全部清零', '全部清零')
  await card.getByText('本月已清零 1 次').waitFor()
  assert.deepEqual((await quotas()).items.filter((one) => one.used > 0), [])
  assert.deepEqual(faults, [])
  await context.close()
})
