// 功能目录: an operator sees what another version changes for whom before it is applied, and a node has it in force
// from its next start.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { begin, decide, formOf, newcomer, read, staff, submit } from './api.mjs'
import { nextVersion } from './places.mjs'
import { serve } from './server.mjs'
import { browserOver, settled } from './window.mjs'

const CALL = 'POST:/wxa/business/getuserphonenumber'
let server
let browser
let people
let owner

before(async () => {
  server = await serve()
  browser = await browserOver(server.url)
  people = await staff(server.url)
  owner = await newcomer(server.url)
  const asked = await submit(server.url, owner, formOf(owner.account, 'phone_number'))
  await decide(server.url, people.reviewer, asked.pending.case, 'approve')
  await begin(server.url, owner, formOf(owner.account, 'phone_number'))
})
after(async () => {
  await browser?.close()
  await server?.close()
})

async function allowed() {
  const { items } = await read(server.url, `/accounts/${owner.account.app_id}/calls`, owner)
  return items.find((entry) => entry.call === CALL)?.allowed ?? false
}

test('another version is previewed, applied and in force from the next start', async () => {
  const { context, page, faults } = await browser.open(people.operator, '/operations/catalogue')
  const { newest } = await read(server.url, '/operations/catalogue', people.operator)
  await page.getByRole('button', { name: '填入最新版本的内容' }).click()
  const content = page.getByRole('textbox', { name: '目录内容' })
  const present = await content.inputValue()

  // The same version does not follow itself.
  await page.getByRole('button', { name: '预览影响' }).click()
  await page.getByText('这份功能目录不能使用').waitFor()

  await content.fill(nextVersion(present).replace(`calls = ["${CALL}"]`, 'calls = []'))
  await page.getByRole('button', { name: '预览影响' }).click()
  const effects = page.getByRole('region', { name: '影响预览' })
  await effects.getByText(`从版本 ${newest} 到版本 ${newest + 1}`).waitFor()
  await effects.getByRole('row', { name: owner.account.name }).getByText('失去 1 个，得到 0 个').waitFor()
  await effects.getByText('账号将失去的接口').waitFor()

  await effects.getByRole('button', { name: '载入这个版本' }).click()
  const dialog = page.getByRole('dialog', { name: `载入版本 ${newest + 1}` })
  await dialog.getByText('下次启动').waitFor()
  await dialog.getByRole('button', { name: '载入这个版本' }).click()
  await page.getByText(`已载入版本 ${newest + 1}，各节点下次启动后生效。`).waitFor()
  await page.getByText('各节点下次启动后生效', { exact: true }).waitFor()
  assert.equal(await allowed(), true, 'not before the next start')

  await server.stop()
  await server.startAgain()
  assert.equal(await allowed(), false)
  await page.reload()
  await settled(page)
  const versions = page.getByRole('region', { name: '版本' })
  await versions.getByText(`版本 ${newest + 1}`).first().waitFor()
  assert.equal(await versions.getByText('各节点下次启动后生效').count(), 0)
  assert.deepEqual(faults, [])
  await context.close()
})
