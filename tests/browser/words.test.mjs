// 名称保护: an operator protects a word, lets one account use it, and frees it; names are refused and taken accordingly.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newcomer } from './api.mjs'
import { stage } from './stage.mjs'

const here = stage()
const WORD = '青瓷山房'
let made = 0

/** What opening another account of a name with the word in it is answered: 201, or the fault of the name. */
async function open(who) {
  made += 1
  const headers = { 'Content-Type': 'application/json', Cookie: `vermilion_session=${who.cookie}` }
  const body = JSON.stringify({ account_type: 'mini_program', account_name: `${WORD}${made}号` })
  const answer = await fetch(`${here.url}/api/v1/accounts`, { method: 'POST', headers, body })
  return answer.status === 201 ? 201 : (await answer.json()).fields?.map((field) => field.code)
}

test('a word is protected, let use by one account, and freed', async () => {
  const { owner, people } = here
  const { context, page, faults } = await here.browser.open(people.operator, '/operations/protected-words')
  const row = page.getByRole('row', { name: WORD })
  assert.equal(await open(owner), 201)
  await page.getByRole('button', { name: '添加受保护的词' }).click()
  const adding = page.getByRole('dialog', { name: '添加受保护的词' })
  await adding.getByLabel('词', { exact: true }).fill('青')
  await adding.getByRole('button', { name: '保存' }).click()
  await adding.getByText('内容过短').waitFor()
  await adding.getByLabel('词', { exact: true }).fill(WORD)
  await adding.getByRole('button', { name: '保存' }).click()
  await row.getByText('任何账号都不能用').waitFor()
  assert.deepEqual(await open(await newcomer(here.url)), ['protected_word'])

  // For one account, whose AppID is mended first.
  await row.getByRole('button', { name: `放行“${WORD}”` }).click()
  const letting = page.getByRole('dialog', { name: `放行“${WORD}”` })
  await letting.getByText('只有一个账号可以用').click()
  await letting.getByLabel('AppID').fill('wx0000000000000000')
  await letting.getByRole('button', { name: '保存' }).click()
  await letting.getByRole('alert').waitFor()
  await letting.getByLabel('AppID').fill(owner.account.app_id)
  await letting.getByRole('button', { name: '保存' }).click()
  await row.getByText(owner.account.app_id).waitFor()

  await row.getByRole('button', { name: `取消保护“${WORD}”` }).click()
  await page.getByRole('dialog').getByRole('button', { name: '取消保护' }).click()
  await row.waitFor({ state: 'detached' })
  assert.equal(await open(await newcomer(here.url)), 201)
  assert.deepEqual(faults, [])
  await context.close()
})
