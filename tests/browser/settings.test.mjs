// 消息推送 and 服务器域名: faults at their fields, what is saved is what holds.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, read } from './api.mjs'
import { stage } from './stage.mjs'
import { settled, tick } from './window.mjs'

const here = stage()
const KEY = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ'

async function card(name) {
  const path = `/accounts/${here.owner.account.app_id}/development`
  const { context, page, faults } = await here.browser.open(here.owner, path)
  return { context, page, faults, card: page.getByRole('region', { name, exact: true }) }
}
const setting = (name) => read(here.url, `/accounts/${here.owner.account.app_id}/settings/${name}`, here.owner)
const fault = (of, label) => of.locator('.field.faulty').filter({ has: of.page().getByLabel(label, { exact: true }) }).getByRole('alert')

test('where messages go is saved once every field is right', async () => {
  const { context, page, faults, card: push } = await card('消息推送')
  const save = push.getByRole('button', { name: '保存' })
  await push.getByLabel('URL', { exact: true }).fill('ftp://shop.example.com/push')
  await push.getByLabel('Token', { exact: true }).fill('tea_and_rain')
  await push.getByLabel('EncodingAESKey', { exact: true }).fill('too short')
  await save.click()
  for (const label of ['URL', 'Token', 'EncodingAESKey']) await fault(push, label).waitFor()
  assert.equal((await setting('message-push')).url, '')

  await push.getByLabel('URL', { exact: true }).fill('https://shop.example.com/push')
  await push.getByLabel('Token', { exact: true }).fill('teaAndRain2026')
  await push.getByLabel('EncodingAESKey', { exact: true }).fill(KEY)
  await tick(page, push.getByRole('radio', { name: '兼容模式' }))
  await tick(page, push.getByRole('radio', { name: 'XML' }))
  await save.click()
  await push.getByText('已保存').waitFor()
  const { url, token, encoding_aes_key, format, mode } = await setting('message-push')
  assert.deepEqual({ url, token, encoding_aes_key, format, mode }, { url: 'https://shop.example.com/push', token: 'teaAndRain2026', encoding_aes_key: KEY, format: 'xml', mode: 'compatible' })

  // Without a key the present one stays.
  await push.getByLabel('EncodingAESKey', { exact: true }).fill('')
  await save.click()
  await page.waitForFunction((key) => [...document.querySelectorAll('input')].some((box) => box.value === key), KEY)
  assert.equal((await setting('message-push')).encoding_aes_key, KEY)
  assert.deepEqual(faults, [])
  await context.close()
})

test('domains are saved by WeChat\'s rules, and come back as they were saved', async () => {
  const { context, page, faults, card: domains } = await card('服务器域名')
  const save = domains.getByRole('button', { name: '保存' })
  await domains.getByLabel('request 合法域名').fill('http://shop.example.com')
  await save.click()
  await fault(domains, 'request 合法域名').waitFor()
  assert.deepEqual((await setting('server-domains')).request, [])

  await domains.getByLabel('request 合法域名').fill('https://shop.example.com\nhttps://pay.example.com')
  await domains.getByLabel('socket 合法域名').fill('wss://live.example.com')
  await save.click()
  await domains.getByText('已保存').waitFor()
  const { request, socket } = await setting('server-domains')
  await page.reload()
  await settled(page)
  assert.deepEqual((await domains.getByLabel('request 合法域名').inputValue()).split('\n'), request)
  assert.deepEqual([request.length, socket.length], [2, 1])
  assert.deepEqual(faults, [])
  await context.close()
})

test('what another window saved meanwhile is told, and overwrites nothing that was typed', async () => {
  const { context, page, faults, card: list } = await card('IP 白名单')
  const networks = list.getByRole('textbox', { name: '地址' })
  const path = `/accounts/${here.owner.account.app_id}/settings/allow-list`
  await networks.fill('198.51.100.7')
  await call(here.url, 'PUT', path, { mode: 'off', networks: ['203.0.113.7'] }, here.owner, { 'If-Match': '"0"' })
  await list.getByRole('button', { name: '保存' }).click()
  await list.getByText('有人刚保存了版本 1。').waitFor()
  assert.equal(await networks.inputValue(), '198.51.100.7')
  assert.deepEqual((await setting('allow-list')).networks, ['203.0.113.7'])
  assert.ok(await list.getByRole('button', { name: '保存' }).isDisabled(), 'one of both is to be chosen first')

  await list.getByRole('button', { name: '在新版本上继续' }).click()
  await list.getByRole('button', { name: '保存' }).click()
  await list.getByText('已保存').waitFor()
  assert.deepEqual((await setting('allow-list')).networks, ['198.51.100.7'])
  assert.deepEqual(faults, [])
  await context.close()
})
