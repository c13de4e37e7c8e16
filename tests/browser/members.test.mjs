// 成员: somebody is invited by mail, joins in a window of their own, becomes a developer and is removed; each time the
// account's doors open and shut at once.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enter, letters, read } from './api.mjs'
import { stage } from './stage.mjs'
import { settled, tick } from './window.mjs'

const here = stage()
const GUEST = { email: 'guest@example.com', name: '陈屿', password: 'tea-and-rain-2026' }

/** What the account answers a member at a path: the status. */
const answered = async (cookie, path) =>
  (await fetch(`${here.url}/api/v1/accounts/${here.owner.account.app_id}${path}`, { headers: { Cookie: `vermilion_session=${cookie}` } })).status

async function invite(page, email, role) {
  await page.getByRole('button', { name: '邀请成员' }).click()
  const dialog = page.getByRole('dialog', { name: '邀请成员' })
  await dialog.getByLabel('邮箱').fill(email)
  await tick(page, dialog.getByRole('radio', { name: role }))
  await dialog.getByRole('button', { name: '发送邀请' }).click()
  return dialog
}

/** Where the link of the newest message to an address leads. */
async function linkTo(email) {
  const { pathname, hash } = new URL(/https?:\/\/\S+\/invitation#\S+/.exec((await letters(here.url, email))[0].text)[0])
  return pathname + hash
}

test('an invitation goes out by mail, is accepted elsewhere, and the member is changed and removed', async () => {
  const { browser, owner, url } = here
  const { context, page, faults } = await browser.open(owner, `/accounts/${owner.account.app_id}/members`)

  // A faulty address is told at its field; nothing goes out.
  const faulty = await invite(page, 'no address', '开发者')
  await faulty.locator('.field.faulty').getByRole('alert').waitFor()
  await faulty.getByRole('button', { name: '取消' }).click()
  await (await invite(page, GUEST.email, '数据分析者')).waitFor({ state: 'hidden' })
  const waiting = page.getByRole('region', { name: '待接受的邀请' })
  await waiting.getByRole('row', { name: new RegExp(GUEST.email) }).getByText('数据分析者').waitFor()

  // One that is taken back opens nothing any more.
  await (await invite(page, 'nobody@example.com', '运营者')).waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: '撤回给 nobody@example.com 的邀请' }).click()
  await waiting.getByText('nobody@example.com').waitFor({ state: 'detached' })

  const guest = await browser.open(null, await linkTo(GUEST.email))
  await guest.page.getByText(`你受邀以“数据分析者”的角色加入账号“${owner.account.name}”。`).waitFor()
  await guest.page.getByLabel('姓名').fill(GUEST.name)
  await guest.page.getByLabel('密码').fill(GUEST.password)
  await guest.page.getByRole('button', { name: '设置并进入' }).click()
  await guest.page.getByRole('heading', { level: 1, name: owner.account.name }).waitFor()
  const { cookie } = await enter(url, GUEST.email, GUEST.password)
  assert.deepEqual(await Promise.all(['', '/secrets'].map((path) => answered(cookie, path))), [200, 403])

  const late = await browser.open(null, await linkTo('nobody@example.com'))
  await late.page.getByLabel('姓名').fill('来晚了')
  await late.page.getByLabel('密码').fill(GUEST.password)
  await late.page.getByRole('button', { name: '设置并进入' }).click()
  await late.page.getByRole('alert').first().waitFor()

  // Another role holds from the next request on.
  await page.reload()
  await settled(page)
  await page.getByRole('button', { name: `管理成员 ${GUEST.name}` }).click()
  const dialog = page.getByRole('dialog', { name: `管理成员 ${GUEST.name}` })
  await tick(page, dialog.getByRole('radio', { name: '开发者' }))
  await dialog.getByRole('button', { name: '保存' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('row', { name: new RegExp(GUEST.name) }).filter({ hasText: '开发者' }).waitFor()
  assert.equal(await answered(cookie, '/secrets'), 200)

  await page.getByRole('button', { name: `管理成员 ${GUEST.name}` }).click()
  await dialog.getByRole('button', { name: '移除成员' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByText(GUEST.email).waitFor({ state: 'detached' })
  assert.deepEqual(await Promise.all(['', '/secrets'].map((path) => answered(cookie, path))), [404, 404])
  assert.deepEqual((await read(url, `/accounts/${owner.account.app_id}/members`, owner)).items.map((one) => one.email), [owner.login])

  // The last administrator stays.
  await page.getByRole('button', { name: /^管理成员/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: '退出账号' }).click()
  await page.getByRole('dialog').getByRole('alert').waitFor()
  assert.equal(await answered(owner.cookie, ''), 200)
  assert.deepEqual([...faults, ...guest.faults, ...late.faults], [])
  for (const one of [context, guest.context, late.context]) await one.close()
})
