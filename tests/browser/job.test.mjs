// The whole main job, by the words of the how-to articles, in two windows: an applicant and a reviewer. What an
// authorization means is asked of WeChat's API.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PURPOSE, UNAUTHORIZED, apply, approve, fillPurpose, makeSecret, openCase, register, reject, signIn, submitApplication, toAuthorizations, weChat } from './acts.mjs'
import { newcomer, read, staff } from './api.mjs'
import { serve } from './server.mjs'
import { browserOver, settled, tick, watch } from './window.mjs'

const PHONE = ['/wxa/business/getuserphonenumber', { code: 'no such code' }]
const SUBSCRIBE = ['/cgi-bin/message/subscribe/send', { touser: 'nobody', template_id: 'none', data: {} }]
let server
let browser
let people
let applicant
let reviewer
let program
const faults = []
const name = `山雨茶铺${Date.now() % 100000}`

async function windowOf(who) {
  const context = await browser.window(who)
  const page = await context.newPage()
  faults.push(watch(page, server.url))
  return page
}

/** The reason behind WeChat's code, by the rid of the answer. */
async function whyRefused(path, body) {
  const rid = /rid: (\S+)/.exec((await program.answer(path, body)).errmsg)[1]
  const [, app] = /(\/accounts\/\w+)/.exec(applicant.url())
  return applicant.evaluate(async (at) => (await (await fetch(at)).json()).reason, `/api/v1${app}/refusals/${rid}`)
}

before(async () => {
  server = await serve()
  browser = await browserOver(server.url)
  people = await staff(server.url)
  applicant = await windowOf(null)
  reviewer = await windowOf(null)
})
after(async () => {
  await browser?.close()
  await server?.close()
})

test('立即注册, and an AppSecret that is shown once', async () => {
  await register(applicant, server.url, { email: `shanyu-${Date.now()}@example.com`, name, password: 'tea-and-rain-2026' })
  await applicant.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '开发设置' }).click()
  await settled(applicant)
  const appId = await applicant.locator('code').first().innerText()
  const secret = await makeSecret(applicant, '生产服务器')
  await applicant.reload()
  await settled(applicant)
  assert.equal((await applicant.content()).includes(secret), false)
  program = weChat(server.url, appId, secret)
  assert.equal(await program.call(...PHONE), UNAUTHORIZED)
})

test('添加授权 → 提交申请 → 审核中; the reviewer passes it, and the call is allowed', async () => {
  await toAuthorizations(applicant)
  await apply(applicant, '获取手机号')
  await submitApplication(applicant)
  assert.equal(await program.call(...PHONE), UNAUTHORIZED)
  await signIn(reviewer, server.url, people.reviewer)
  await openCase(reviewer, server.url, name)
  await approve(reviewer)
  await applicant.reload()
  await applicant.getByRole('heading', { name: '审核通过', exact: true }).waitFor()
  assert.notEqual(await program.call(...PHONE), UNAUTHORIZED)
})

test('审核不通过 with 失败原因; the applicant mends the field it names, and 重新提交', async () => {
  await toAuthorizations(applicant)
  await apply(applicant, '客服消息')
  await submitApplication(applicant)
  await openCase(reviewer, server.url, name)
  await reject(reviewer, '客服消息 用途说明', /用途说明不清楚/, '请写明由谁触发。')
  await applicant.reload()
  await applicant.getByRole('heading', { name: '审核不通过', exact: true }).waitFor()
  await applicant.getByRole('heading', { name: '失败原因' }).waitFor()
  await applicant.getByText('请写明由谁触发。').first().waitFor()
  await applicant.getByRole('button', { name: '重新提交' }).click()
  const purpose = applicant.getByRole('textbox', { name: '用途说明' })
  await purpose.waitFor()
  assert.equal(await purpose.inputValue(), PURPOSE, 'what was right is kept')
  // The field in fault is the one the cursor stands in.
  await applicant.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA')
  assert.equal(await purpose.evaluate((box) => box === document.activeElement), true)
  await purpose.fill('用户在订单页点击“联系客服”后，由客服回复订单问题。')
  await applicant.getByRole('button', { name: '下一步' }).click()
  await applicant.getByText('自动检查没有发现问题').waitFor()
  await submitApplication(applicant)
})

test('修改授权: the old revision stays in force until the new one is passed', async () => {
  await toAuthorizations(applicant)
  await applicant.getByRole('link', { name: /获取手机号/ }).click()
  await applicant.getByRole('button', { name: '修改授权' }).click()
  await tick(applicant, applicant.getByRole('checkbox', { name: /^发送订阅消息/ }))
  await applicant.getByRole('button', { name: '下一步' }).click()
  await applicant.getByRole('region', { name: '发送订阅消息' }).waitFor()
  await fillPurpose(applicant)
  await applicant.getByRole('button', { name: '下一步' }).click()
  await applicant.getByText('自动检查没有发现问题').waitFor()
  // What changes is said before it is sent.
  await applicant.getByRole('heading', { name: '与生效中的授权相比' }).waitFor()
  await submitApplication(applicant)
  assert.notEqual(await program.call(...PHONE), UNAUTHORIZED, 'the old revision is in force')
  assert.equal(await whyRefused(...SUBSCRIBE), 'capability_missing', 'the new one is not yet')
  await reviewer.goto(`${server.url}/review`)
  await settled(reviewer)
  await reviewer.getByRole('row', { name: new RegExp(`${name}.*发送订阅消息`) }).getByRole('link').first().click()
  await reviewer.waitForURL(/\/review\/.+/)
  await settled(reviewer)
  await approve(reviewer)
  assert.notEqual(await program.call(...PHONE), UNAUTHORIZED)
  assert.notEqual(await whyRefused(...SUBSCRIBE), 'capability_missing')
})

test('删除授权 warns, asks for the name, and the very next call is refused', async () => {
  await toAuthorizations(applicant)
  await applicant.getByRole('link', { name: /获取手机号/ }).click()
  await applicant.getByRole('button', { name: '删除授权' }).click()
  const dialog = applicant.getByRole('dialog', { name: '删除授权' })
  await dialog.getByText('下列功能和接口停止工作').waitFor()
  const go = dialog.getByRole('button', { name: '删除授权' })
  assert.equal(await go.isDisabled(), true)
  await dialog.getByRole('textbox').fill(name)
  await go.click()
  await applicant.getByRole('heading', { name: '授权已删除' }).waitFor()
  assert.equal(await program.call(...PHONE), UNAUTHORIZED)
})

test('two persons pass what moves money, and nobody does it twice', async () => {
  const owner = await newcomer(server.url)
  const page = await windowOf(owner)
  await page.goto(`${server.url}/accounts/${owner.account.app_id}/authorizations`)
  await apply(page, '支付')
  await submitApplication(page)
  await openCase(reviewer, server.url, owner.account.name)
  const at = new URL(reviewer.url()).pathname
  await approve(reviewer)
  await reviewer.goto(server.url + at)
  await settled(reviewer)
  await reviewer.getByText('你已通过一次').waitFor()
  assert.equal(await reviewer.getByRole('main').getByRole('button', { name: '通过', exact: true }).count(), 0)
  const state = async () => (await read(server.url, `/accounts/${owner.account.app_id}/authorizations`, owner)).items[0].state
  assert.equal(await state(), 'pending')
  const second = await windowOf(people.second)
  await second.goto(server.url + at)
  await settled(second)
  await approve(second)
  assert.equal(await state(), 'effective')
})

test('nothing of all this broke a script, the content policy or the walls', () => {
  assert.deepEqual(faults.flat(), [])
})
