// 申请规则: an operator writes a rule, mends it where the parser says, tries it, and switches it on; an applicant meets
// it at the field, and no more once it is off.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { begin, call, formOf, newcomer, read, staff, submit } from './api.mjs'
import { serve } from './server.mjs'
import { browserOver, settled } from './window.mjs'

let server
let browser
let people
let owner

before(async () => {
  server = await serve()
  browser = await browserOver(server.url)
  people = await staff(server.url)
  owner = await newcomer(server.url)
})
after(async () => {
  await browser?.close()
  await server?.close()
})

async function found() {
  const draft = await begin(server.url, owner, formOf(owner.account, 'phone_number'))
  const path = `/accounts/${owner.account.app_id}/drafts/${draft.id}/preflight`
  return (await (await call(server.url, 'POST', path, undefined, owner)).json()).findings
}

test('a rule is written, mended, tried, switched on, met and switched off', async () => {
  const submitted = await submit(server.url, owner, formOf(owner.account, 'phone_number'))
  const { context, page, faults } = await browser.open(people.operator, '/operations/policies')
  await page.getByRole('row', { name: /placeholder_purpose/ }).getByText('启用中：自带版本').waitFor()
  await page.getByRole('link', { name: '新建规则' }).click()
  await page.getByRole('heading', { level: 1, name: '新建规则' }).waitFor()
  await page.getByRole('textbox', { name: '规则编号' }).fill('plain_purpose')
  const editor = page.getByRole('textbox', { name: 'Cedar 策略' })
  const whole = (await editor.inputValue()).replace('< 20', '< 100')

  // Refused with the parser's place, and a press goes there.
  await editor.fill(whole.replace('purpose_length', 'shoe_size'))
  await page.getByRole('button', { name: '保存为新版本' }).click()
  const fault = page.getByRole('region', { name: '规则内容' }).getByText(/第 12 行第 \d+ 列：.*shoe_size/)
  await fault.waitFor()
  await page.getByRole('button', { name: '跳到出错的位置' }).click()
  const at = await editor.evaluate((area) => area.value.slice(0, area.selectionStart).split('\n').length)
  assert.equal(at, 12)

  // Tried on an application that is made up and on one that was submitted; nothing is saved.
  await editor.fill(whole)
  const bench = page.getByRole('region', { name: '试运行' })
  await bench.getByLabel('用途').fill('太短，待填写')
  await bench.getByRole('button', { name: '试运行' }).click()
  const results = page.getByRole('status', { name: '试运行结果' })
  await results.getByText('命中 2 条，这份申请不能提交。').waitFor()
  await results.getByText('用途写得太笼统。').waitFor()
  await results.getByRole('link', { name: 'placeholder_purpose' }).waitFor()
  await bench.getByText('已提交的申请').click()
  await bench.getByLabel('审核单编号').fill(`${server.url}/review/${submitted.pending.case}`)
  await bench.getByRole('button', { name: '试运行' }).click()
  await results.getByText('命中 1 条，这份申请不能提交。').waitFor()
  assert.equal((await read(server.url, '/operations/policies', people.operator)).items.length, 2)

  await page.getByRole('button', { name: '保存为新版本' }).click()
  await page.getByRole('heading', { level: 1, name: 'plain_purpose' }).waitFor()
  await settled(page)
  assert.deepEqual(await found(), [], 'what is saved is not in force')
  await page.getByRole('button', { name: '启用版本 1' }).click()
  await page.getByRole('main').getByText('启用中：版本 1').first().waitFor()
  const [finding] = await found()
  assert.deepEqual([finding.pointer, finding.reason], ['/purpose/phone_number', 'purpose_too_plain'])

  // Another version waits for its own switch, and the first can be had again.
  await editor.fill(whole.replace('< 100', '< 5'))
  await page.getByRole('button', { name: '保存为新版本' }).click()
  await page.getByText('已保存为版本 2，尚未启用。').waitFor()
  await page.getByText('版本 2 尚未启用').waitFor()
  assert.equal((await found()).length, 1)
  await page.getByRole('button', { name: '把版本 1载入编辑框' }).click()
  assert.equal(await editor.inputValue(), whole)
  await page.getByRole('button', { name: '停用' }).click()
  await page.getByRole('main').getByText('已停用').waitFor()
  assert.deepEqual(await found(), [])
  assert.deepEqual(faults, [])
  await context.close()
})

test('a version that another operator saved takes nothing of what is being typed', async () => {
  const path = '/operations/policies/plain_purpose'
  const { version, text } = await read(server.url, path, people.operator)
  const { context, page, faults } = await browser.open(people.operator, path)
  const editor = page.getByRole('textbox', { name: 'Cedar 策略' })
  await editor.fill(`${text}\n// mine`)
  await call(server.url, 'PUT', path, { version, text: `${text}\n// theirs` }, people.operator)
  await page.getByRole('button', { name: '保存为新版本' }).click()
  await page.getByText(`有人刚保存了版本 ${version + 1}。`).waitFor()
  assert.equal(await editor.inputValue(), `${text}\n// mine`)
  await page.getByRole('button', { name: '在新版本上继续' }).click()
  await page.getByRole('button', { name: '保存为新版本' }).click()
  await page.getByText(`已保存为版本 ${version + 2}`).waitFor()
  const saved = await read(server.url, path, people.operator)
  assert.deepEqual([saved.version, saved.text], [version + 2, `${text}\n// mine`])
  assert.deepEqual(faults, [])
  await context.close()
})
