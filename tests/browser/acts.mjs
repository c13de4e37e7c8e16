// What a person does, by the words on the screen and by keyboard where one would.
import assert from 'node:assert/strict'
import { letters, sentTo } from './api.mjs'
import { settled, tick } from './window.mjs'

export const PURPOSE = '用户在“确认订单”页点击后调用，用于配送员联系收货，不发送营销内容。'

/** 立即注册: the code comes from the outbox of the simulation. */
export async function register(page, url, { email, name, password }) {
  await page.goto(`${url}/register`)
  await settled(page)
  await page.getByRole('radio', { name: '小程序' }).check({ force: true })
  await page.getByLabel('账号名称').fill(name)
  await page.getByRole('textbox', { name: '邮箱', exact: true }).fill(email)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByRole('button', { name: /秒后重发/ }).waitFor()
  const code = /\d{6}/.exec((await letters(url, email))[0].text)[0]
  await page.getByRole('textbox', { name: '邮箱验证码' }).fill(code)
  const phone = `139${String(Date.now()).slice(-8)}`
  await page.getByLabel('手机号码').fill(phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByText('验证码已发送，请查看手机').waitFor()
  const sent = (await sentTo(url, phone))[0].text
  await page.getByRole('textbox', { name: '短信验证码' }).fill(/\d{6}/.exec(sent)[0])
  await page.getByRole('textbox', { name: '密码' }).fill(password)
  await tick(page, page.getByRole('checkbox'))
  await page.getByRole('button', { name: '立即注册' }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

/** 登录. */
export async function signIn(page, url, who) {
  await page.goto(`${url}/sign-in`)
  await settled(page)
  await page.getByRole('textbox', { name: '邮箱' }).fill(who.login)
  await page.getByRole('textbox', { name: '密码' }).fill(who.password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL((at) => !at.pathname.startsWith('/sign-in'))
  await settled(page)
}

/** 开发 → 开发设置 → 授权设置 → 授权管理. */
export async function toAuthorizations(page) {
  const menu = page.getByRole('navigation', { name: '主菜单' })
  await menu.getByRole('link', { name: '开发设置' }).click()
  await page.getByRole('link', { name: '授权设置' }).click()
  await page.getByRole('heading', { level: 1, name: '授权管理' }).waitFor()
}

/** 添加授权, through its four steps, up to 提交申请. */
export async function apply(page, capability) {
  await page.getByRole('main').getByRole('button', { name: '添加授权' }).first().click()
  await page.getByLabel('账号名称').waitFor()
  await page.getByRole('button', { name: '下一步' }).click()
  await tick(page, page.getByRole('checkbox', { name: new RegExp(`^${capability}`) }))
  await page.getByRole('button', { name: '下一步' }).click()
  await fillPurpose(page)
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByText('自动检查没有发现问题').waitFor()
}

export async function fillPurpose(page, words = PURPOSE) {
  await page.getByRole('textbox', { name: '用途说明' }).first().waitFor()
  for (const box of await page.getByRole('textbox', { name: '用途说明' }).all()) await box.fill(words)
  for (const box of await page.getByRole('textbox', { name: /材料名称|材料内容/ }).all()) {
    if (!(await box.inputValue())) await box.fill('订单页与对话示例')
  }
}

export async function submitApplication(page) {
  await page.getByRole('button', { name: '提交申请' }).click()
  await page.getByRole('heading', { name: '审核中', exact: true }).waitFor()
}

/** The reviewer opens the case of an account, from the queue. */
export async function openCase(page, url, name) {
  await page.goto(`${url}/review`)
  await settled(page)
  await page.getByRole('link', { name, exact: true }).first().click()
  await page.waitForURL(/\/review\/.+/)
  await settled(page)
}

/** The items of the checklist that have no verdict yet are fine. */
export async function judgeRest(page) {
  const groups = page.getByRole('region', { name: '审核要点' }).getByRole('radiogroup')
  await groups.first().waitFor()
  for (const group of await groups.all()) {
    if ((await group.getByRole('radio', { checked: true }).count()) === 0) await tick(page, group.getByRole('radio', { name: '没问题' }))
  }
}

/** 通过: after the whole checklist. */
export async function approve(page) {
  await judgeRest(page)
  await page.getByRole('main').getByRole('button', { name: '通过', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '通过', exact: true }).click()
  await page.waitForURL(/\/review$/)
}

/** A coded reason, bound to a field; what looks at it is faulty. */
export async function find(page, field, reason, words) {
  await page.getByRole('button', { name: `指出问题：${field}` }).first().click()
  await addReason(page, reason, words)
}

export async function addReason(page, reason, words) {
  const dialog = page.getByRole('dialog', { name: '指出问题' })
  await choose(dialog.getByRole('combobox', { name: '原因' }), reason)
  await dialog.getByRole('textbox', { name: '补充说明' }).fill(words)
  await dialog.getByRole('button', { name: '加入原因' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

/** 驳回: a coded reason, bound to a field; everything else is fine. */
export async function reject(page, field, reason, words) {
  await find(page, field, reason, words)
  await judgeRest(page)
  await page.getByRole('main').getByRole('button', { name: '驳回', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: '驳回', exact: true }).click()
  await page.waitForURL(/\/review$/)
}

/** Opens a list by keyboard and takes an option. */
export async function choose(box, option) {
  await box.focus()
  await box.press('Enter')
  await box.page().getByRole('option', { name: option }).click()
}

/** 生成 AppSecret, shown once. */
export async function makeSecret(page, name) {
  await page.getByRole('button', { name: '生成 AppSecret' }).first().click()
  await page.getByRole('dialog').getByLabel('名称').fill(name)
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: '请保存 AppSecret' })
  await dialog.waitFor()
  const secret = await dialog.locator('code').innerText()
  assert.match(secret, /^[0-9a-f]{32}$/)
  await tick(page, dialog.getByRole('checkbox'))
  await dialog.getByRole('button', { name: '完成' }).click()
  await dialog.waitFor({ state: 'hidden' })
  return secret
}

/** The account's own server, at WeChat's paths. */
export function weChat(url, appId, secret) {
  const json = async (path, body) =>
    (await fetch(url + path, body && { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } })).json()
  let token
  const answer = async (path, body) => {
    token ??= (await json(`/cgi-bin/token?grant_type=client_credential&appid=${appId}&secret=${secret}`)).access_token
    return json(`${path}?access_token=${token}`, body)
  }
  return { answer, call: async (path, body) => (await answer(path, body)).errcode }
}

/** WeChat's word for a call that no capability opens. */
export const UNAUTHORIZED = 48001
