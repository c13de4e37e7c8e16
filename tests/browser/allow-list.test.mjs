// IP 白名单: it records first, then refuses; the address that was just refused is let in with one press.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, read } from './api.mjs'
import { stage } from './stage.mjs'
import { settled, tick } from './window.mjs'

const here = stage()
/** WeChat's word for an address that is not on the list. */
const NOT_LISTED = 40164

test('an address is only recorded, then refused, then let in with one press', async () => {
  const { owner, url } = here
  const app = `/accounts/${owner.account.app_id}`
  const { secret } = await (await call(url, 'POST', `${app}/secrets`, { name: '生产服务器' }, owner)).json()
  const fetched = async () => (await fetch(`${url}/cgi-bin/token?grant_type=client_credential&appid=${owner.account.app_id}&secret=${secret}`)).json()
  const { context, page, faults } = await here.browser.open(owner, `${app}/development`)
  const card = page.getByRole('region', { name: 'IP 白名单' })
  const save = async () => {
    await card.getByRole('button', { name: '保存' }).click()
    await card.getByText('已保存').waitFor()
  }
  /** The addresses that are told, after the second in which they are written. */
  const told = async (tag) => {
    for (;;) {
      const { items } = await read(url, `${app}/settings/allow-list/strangers`, owner)
      if (items.some((one) => one.refused === (tag === '已拒绝'))) break
    }
    await page.reload()
    await settled(page)
    await card.getByRole('listitem').filter({ hasText: '127.0.0.1' }).getByText(tag, { exact: true }).waitFor()
  }

  // What is no address is told at its field, and nothing is saved.
  await card.getByRole('textbox', { name: '地址' }).fill('10.0.0.1\nten dot zero')
  await card.getByRole('button', { name: '保存' }).click()
  await card.locator('.field.faulty').getByRole('alert').waitFor()
  assert.equal((await read(url, `${app}/settings/allow-list`, owner)).mode, 'off')

  await card.getByRole('textbox', { name: '地址' }).fill('203.0.113.0/24')
  await tick(page, card.getByRole('radio', { name: '只记录，不拒绝' }))
  await save()
  assert.ok((await fetched()).access_token, 'it is only recorded')
  await told('已记录')

  await tick(page, card.getByRole('radio', { name: '拒绝名单以外的地址' }))
  await save()
  assert.equal((await fetched()).errcode, NOT_LISTED)
  await told('已拒绝')

  await card.getByRole('button', { name: '加入白名单：127.0.0.1' }).click()
  await card.getByText('已保存').waitFor()
  assert.ok((await fetched()).access_token, 'the very next call is let in')
  await card.getByRole('listitem').filter({ hasText: '127.0.0.1' }).waitFor({ state: 'detached' })
  const list = await read(url, `${app}/settings/allow-list`, owner)
  assert.deepEqual([list.mode, list.networks], ['enforce', ['203.0.113.0/24', '127.0.0.1']])
  assert.deepEqual(faults, [])
  await context.close()
})
