// An AppSecret's life: made and shown once, reset by who proves who they are, its end planned and undone, and at once
// when it leaked. The account's server feels each of it on its next call.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeSecret, weChat } from './acts.mjs'
import { call, newcomer, read } from './api.mjs'
import { stage } from './stage.mjs'
import { tick } from './window.mjs'

const here = stage()
/** WeChat's words for a secret that does not work, and for a token that is dead. */
const WRONG_SECRET = 40125
const DEAD_TOKEN = 40001
const ASKED = '/cgi-bin/get_api_domain_ip'

/** Somebody with the settings open, and these secrets. */
async function open(...names) {
  const owner = await newcomer(here.url)
  const app = `/accounts/${owner.account.app_id}`
  const made = {}
  for (const name of names) made[name] = (await (await call(here.url, 'POST', `${app}/secrets`, { name }, owner)).json()).secret
  const { context, page, faults } = await here.browser.open(owner, `${app}/development`)
  const secrets = async () => (await read(here.url, `${app}/secrets`, owner)).items
  const server = (secret) => weChat(here.url, owner.account.app_id, secret)
  const fetched = async (secret) =>
    (await fetch(`${here.url}/cgi-bin/token?grant_type=client_credential&appid=${owner.account.app_id}&secret=${secret}`)).json()
  const close = async () => {
    assert.deepEqual(faults, [])
    await context.close()
  }
  return { owner, page, made, secrets, server, fetched, close, card: page.getByRole('region', { name: 'AppSecret' }) }
}

async function keep(page, dialog) {
  await tick(page, dialog.getByRole('checkbox'))
  await dialog.getByRole('button', { name: '完成' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

test('a new one has a name, is shown once, and works', async () => {
  const { page, card, secrets, server, close } = await open()
  const secret = await makeSecret(page, '生产服务器')
  await card.getByRole('row', { name: /^生产服务器/ }).waitFor()
  assert.ok(!(await page.content()).includes(secret), 'it is not shown again')
  assert.equal(await server(secret).call(ASKED), undefined)
  assert.deepEqual((await secrets()).map((one) => one.name), ['生产服务器'])
  await close()
})

test('resetting asks for the password, and ends every one before with its tokens', async () => {
  const { owner, page, card, made, secrets, server, fetched, close } = await open('生产服务器', '备用')
  const old = server(made['生产服务器'])
  assert.equal(await old.call(ASKED), undefined)
  await card.getByRole('button', { name: '重置' }).click()
  const dialog = page.getByRole('dialog', { name: '重置' })
  await dialog.getByLabel('名称').fill('新的服务器')
  await tick(page, dialog.getByRole('radio', { name: '一并失效' }))
  await dialog.getByLabel('你的登录密码').fill('not my password')
  await dialog.getByRole('button', { name: '重置' }).click()
  await dialog.locator('.field.faulty').getByRole('alert').waitFor()
  assert.equal(await old.call(ASKED), undefined, 'nothing happened yet')

  await dialog.getByLabel('你的登录密码').fill(owner.password)
  await dialog.getByRole('button', { name: '重置' }).click()
  const shown = page.getByRole('dialog', { name: '请保存 AppSecret' })
  const secret = await shown.locator('code').innerText()
  await keep(page, shown)
  assert.equal(await old.call(ASKED), DEAD_TOKEN)
  for (const name of ['生产服务器', '备用']) assert.equal((await fetched(made[name])).errcode, WRONG_SECRET, name)
  assert.equal(await server(secret).call(ASKED), undefined)
  assert.deepEqual((await secrets()).filter((one) => !one.retired_at).map((one) => one.name), ['新的服务器'])
  await close()
})

test('an AppSecret is retired at a day to come, and that is undone', async () => {
  const { page, card, secrets, close } = await open('生产服务器', '备用')
  await card.getByRole('row', { name: /^生产服务器/ }).getByRole('button', { name: '停用', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: /^停用“/ })
  const chosen = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10)
  await tick(page, dialog.getByRole('radio', { name: '在指定日期停用' }))
  await dialog.getByLabel('停用日期').fill(chosen)
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: '按计划停用' }).click()
  await card.getByText(/^将于 /).waitFor()
  // The day begins in the platform's zone, wherever the reader sits.
  const of = async () => (await secrets()).find((one) => one.name === '生产服务器').retires_at
  assert.equal(Date.parse(await of()), Date.parse(`${chosen}T00:00:00+08:00`))
  await card.getByRole('button', { name: '取消“生产服务器”的停用计划' }).click()
  await card.getByText(/^将于 /).waitFor({ state: 'detached' })
  assert.equal((await of()) ?? null, null)
  await close()
})

test('one that leaked ends at once with its tokens, another takes its place, and what it did is told', async () => {
  const { page, card, made, secrets, server, fetched, close } = await open('生产服务器', '备用')
  const [thief, other] = [server(made['生产服务器']), server(made['备用'])]
  for (const one of [thief, other]) assert.equal(await one.call(ASKED), undefined)
  await card.getByRole('button', { name: '“生产服务器”已泄露' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '停用并更换' }).click()
  const told = page.getByRole('dialog', { name: '请保存 AppSecret' })
  await told.getByRole('listitem').filter({ hasText: '127.0.0.1' }).waitFor()
  const secret = await told.locator('code').first().innerText()
  await keep(page, told)
  await card.getByText('已停用于').waitFor()
  assert.equal(await thief.call(ASKED), DEAD_TOKEN)
  assert.equal((await fetched(made['生产服务器'])).errcode, WRONG_SECRET)
  assert.deepEqual([await other.call(ASKED), await server(secret).call(ASKED)], [undefined, undefined])
  const ours = (await secrets()).filter((one) => one.name === '生产服务器')
  assert.deepEqual(ours.map((one) => Boolean(one.retired_at)).sort(), [false, true])
  await close()
})
