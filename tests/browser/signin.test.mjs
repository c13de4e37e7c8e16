// Signing in by more than a password: passkeys in a virtual authenticator, one-time passwords, recovery codes, and
// a QR code that a host app scans.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { call, letters, newcomer, read, staff } from './api.mjs'
import { serve } from './server.mjs'
import { guard, later, totp } from './totp.mjs'
import { browserOver, settled, tick } from './window.mjs'

let server
let browser
/** Passkeys belong to a name, so these pages are opened at `localhost`. */
let url

before(async () => {
  server = await serve()
  url = server.url.replace('127.0.0.1', 'localhost')
  browser = await browserOver(url)
})
after(async () => {
  await browser?.close()
  await server?.close()
})

/** A device that holds passkeys and knows its holder. */
async function withAuthenticator(context, page) {
  const cdp = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true }
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options: { ...options, automaticPresenceSimulation: true } })
  return { credentials: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials }
}

const dialog = (page, name) => page.getByRole('dialog', { name })
const press = (within, name) => within.getByRole('button', { name, exact: true }).click()

/** 重新验证身份, by password. */
async function prove(page, who) {
  const asked = dialog(page, '重新验证身份')
  await asked.getByRole('textbox', { name: '密码' }).fill(who.password)
  await page.keyboard.press('Enter')
  await asked.waitFor({ state: 'hidden' })
}

/** The recovery codes, shown once. */
async function keepCodes(page) {
  const once = dialog(page, '请保存恢复码')
  await once.waitFor()
  const codes = await once.getByRole('listitem').allInnerTexts()
  assert.equal(codes.length, 10)
  const [saved] = await Promise.all([page.waitForEvent('download'), press(once, '下载')])
  const file = await readFile(await saved.path(), 'utf8')
  assert.ok(codes.every((code) => file.includes(code)))
  assert.equal(await once.getByRole('button', { name: '完成' }).isDisabled(), true, 'not before they were kept')
  await tick(page, once.getByRole('checkbox'))
  await press(once, '完成')
  await once.waitFor({ state: 'hidden' })
  return codes
}

async function signOut(page) {
  await page.getByRole('button', { name: /的菜单$/ }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await page.waitForURL(/sign-in/)
  await settled(page)
}

async function typePassword(page, who) {
  await page.getByRole('textbox', { name: '邮箱' }).fill(who.login)
  await page.getByRole('textbox', { name: '密码' }).fill(who.password)
  await press(page, '登录')
}

async function arrived(page, who) {
  await page.getByRole('heading', { level: 1, name: who.account.name }).waitFor()
}

test('a passkey is added, signs in alone, proves who one is, and is removed', async () => {
  const who = await newcomer(server.url)
  const { context, page, faults } = await browser.open(who, '/security')
  const device = await withAuthenticator(context, page)
  await press(page.getByRole('region', { name: '第二步验证' }), '添加通行密钥')
  await dialog(page, '添加通行密钥').getByLabel('名称').fill('办公室的电脑')
  await page.keyboard.press('Enter')
  await prove(page, who)
  await keepCodes(page)
  assert.equal((await device.credentials()).length, 1)
  const row = page.getByRole('row', { name: /办公室的电脑/ })
  await row.getByText('未使用').waitFor()

  await signOut(page)
  await press(page, '通行密钥登录')
  await arrived(page, who)
  assert.equal((await device.credentials())[0].signCount > 0, true)

  await page.goto(`${url}/security`)
  await settled(page)
  assert.equal(await row.getByText('未使用').count(), 0)
  await press(row, '给“办公室的电脑”改名')
  await dialog(page, '给“办公室的电脑”改名').getByLabel('名称').fill('家里的电脑')
  await page.keyboard.press('Enter')
  const renamed = page.getByRole('row', { name: /家里的电脑/ })
  await press(renamed, '移除“家里的电脑”')
  await press(dialog(page, '移除“家里的电脑”'), '移除')
  const asked = dialog(page, '重新验证身份')
  await press(asked, '通行密钥')
  await press(asked, '使用通行密钥')
  await asked.waitFor({ state: 'hidden' })
  await page.getByText('还没有第二步验证').waitFor()
  assert.deepEqual((await read(server.url, '/factors', await enterAgain(who))).items, [])
  assert.deepEqual(faults, [])
  await context.close()
})

async function enterAgain(who) {
  const answer = await call(server.url, 'POST', '/sessions', { login: who.login, password: who.password })
  return { ...who, cookie: /vermilion_session=([^;]+)/.exec(answer.headers.get('set-cookie'))[1] }
}

test('who cancels is told so, and nothing is kept', async () => {
  const who = await newcomer(server.url)
  const { context, page } = await browser.open(who, '/security')
  await press(page.getByRole('region', { name: '第二步验证' }), '添加动态口令')
  await dialog(page, '重新验证身份').waitFor()
  await page.keyboard.press('Escape')
  await dialog(page, '重新验证身份').waitFor({ state: 'hidden' })
  await page.getByRole('alert').getByText('需要重新验证您的身份').waitFor()
  assert.equal(await dialog(page, '添加动态口令').count(), 0)
  // A device without the passkey that is asked for.
  await page.goto(`${url}/sign-in`)
  await settled(page)
  const cdp = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  await cdp.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'u2f', transport: 'usb', automaticPresenceSimulation: true } })
  await page.evaluate(() => {
    navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError'))
  })
  await press(page, '通行密钥登录')
  await page.getByText('没有完成通行密钥验证').waitFor()
  await context.close()
})

test('one-time passwords are set up by QR code, asked for at sign-in, and a recovery code stands in once', async () => {
  const who = await newcomer(server.url)
  const { context, page, faults } = await browser.open(who, '/security')
  await press(page.getByRole('region', { name: '第二步验证' }), '添加动态口令')
  await prove(page, who)
  const setUp = dialog(page, '添加动态口令')
  await setUp.getByRole('img', { name: '动态口令二维码' }).waitFor()
  const secret = await setUp.locator('code').innerText()
  const code = setUp.getByRole('textbox', { name: '动态口令' })
  await code.fill('000000')
  await press(setUp, '确认添加')
  await setUp.locator('.field.faulty').waitFor()
  await code.fill(totp(secret, await later(server.url, 1)))
  await press(setUp, '确认添加')
  const codes = await keepCodes(page)
  await page.getByText('剩余 10 个恢复码').waitFor()

  await signOut(page)
  await typePassword(page, who)
  await page.getByText('请完成第二步验证').waitFor()
  await page.getByRole('textbox', { name: '动态口令' }).fill('000000')
  await press(page, '登录')
  await page.getByText('不正确，或已经用过').waitFor()
  await page.getByRole('textbox', { name: '动态口令' }).fill(totp(secret, await later(server.url, 30)))
  await press(page, '登录')
  await arrived(page, who)

  for (const works of [true, false]) {
    await signOut(page)
    await typePassword(page, who)
    await press(page, '恢复码')
    await page.getByRole('textbox', { name: '恢复码' }).fill(codes[0].toUpperCase().replace('-', ' '))
    await press(page, '登录')
    if (works) await arrived(page, who)
    else await page.getByText('不正确，或已经用过').waitFor()
    if (!works) continue
    await page.goto(`${url}/security`)
    await page.getByText('剩余 9 个恢复码').waitFor()
  }
  assert.deepEqual(faults, [])
  await context.close()
})

test('a session that ends over something typed asks for both steps, and goes on', async () => {
  const who = await newcomer(server.url)
  const { secret } = await guard(server.url, who)
  const { context, page, faults } = await browser.open(who, '/notices/choice')
  await tick(page, page.getByRole('checkbox', { name: /同时推送到我的网址/ }))
  await page.getByRole('textbox', { name: '推送网址' }).fill('https://hooks.example.com/typed')
  await call(server.url, 'DELETE', '/sessions/current', undefined, who)
  await press(page, '保存')
  const again = dialog(page, /登录已过期/)
  await again.getByRole('textbox', { name: '密码' }).fill(who.password)
  await page.keyboard.press('Enter')
  await again.getByRole('textbox', { name: '动态口令' }).fill(totp(secret, await later(server.url, 30)))
  await page.keyboard.press('Enter')
  await again.waitFor({ state: 'hidden' })
  await page.getByText('已保存').waitFor()
  assert.equal(await page.getByRole('textbox', { name: '推送网址' }).inputValue(), 'https://hooks.example.com/typed')
  assert.deepEqual(faults, [])
  await context.close()
})

/** A host app's server, with one of its users. */
async function hostApp() {
  const { operator } = await staff(server.url)
  const { key } = await (await call(server.url, 'POST', '/operations/host-apps', { name: '远山生活' }, operator)).json()
  const ask = (path, body) =>
    fetch(`${server.url}/host/v1/${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
  const user = (await (await ask('users', { external_id: 'u-42' })).json()).id
  return {
    /** Scans what a page shows; the purpose that its user is asked about. */
    async scan(ticket) {
      const shown = await ask('scans/show', { ticket, user })
      return shown.ok ? (await shown.json()).purpose : (await shown.json()).code
    },
    answer: async (ticket, answer) => assert.equal((await ask('scans/answer', { ticket, user, answer })).status, 204),
  }
}

/** What the QR code holds, as the page was given it; it is not written anywhere for people. */
async function ticketOf(page, path, act) {
  const [answer] = await Promise.all([page.waitForResponse((one) => one.url().endsWith(path) && one.status() === 201), act()])
  await page.getByRole('img', { name: /二维码/ }).waitFor()
  return (await answer.json()).ticket
}

test('a host app is bound by scanning, and signs in by scanning', async () => {
  const who = await newcomer(server.url)
  const host = await hostApp()
  const { context, page, faults } = await browser.open(who, '/security')
  const ticket = await ticketOf(page, '/scans/bind', async () => {
    await press(page.getByRole('region', { name: '扫码登录' }), '绑定宿主 App')
    await prove(page, who)
  })
  assert.equal(await host.scan(ticket), 'bind')
  await page.getByText('已扫描，请在 App 中确认').waitFor()
  await host.answer(ticket, 'confirmed')
  await page.getByText('已绑定“远山生活”中的用户').waitFor()

  await signOut(page)
  const refused = await ticketOf(page, '/scans', () => press(page, '扫码登录'))
  await page.getByText('等待扫描').waitFor()
  assert.equal(await host.scan(refused), 'sign_in')
  await page.getByText('已扫描，请在 App 中确认').waitFor()
  await host.answer(refused, 'refused')
  await page.getByText('已在 App 中拒绝').waitFor()

  // Nobody scans it for three minutes.
  await ticketOf(page, '/scans', () => press(page, '刷新二维码'))
  await later(server.url, 181)
  await page.getByText('二维码已过期').waitFor()
  const last = await ticketOf(page, '/scans', () => press(page, '刷新二维码'))
  assert.equal(await host.scan(last), 'sign_in')
  await host.answer(last, 'confirmed')
  await arrived(page, who)

  await page.goto(`${url}/security`)
  await settled(page)
  await press(page.getByRole('region', { name: '扫码登录' }), '解除绑定')
  await press(dialog(page, '解除绑定'), '解除绑定')
  await page.getByText('还没有绑定宿主 App 用户').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

/** Somebody who was invited to an account, and is its only administrator by no means. */
async function colleague(owner) {
  const login = `colleague-${Date.now()}@example.com`
  const password = 'rain-and-tea-2026'
  await call(server.url, 'POST', `/accounts/${owner.account.app_id}/invitations`, { email: login, role: 'analyst' }, owner)
  const token = /#(\S+)/.exec((await letters(server.url, login))[0].text)[1]
  await call(server.url, 'POST', '/invitations/accept', { token, password, name: '林晓' })
  return { login, password, account: owner.account }
}

test('who leaves for good is erased, but not while an account would have no administrator', async () => {
  const owner = await newcomer(server.url)
  const who = await enterAgain(await colleague(owner))
  for (const [one, leaves] of [[owner, false], [who, true]]) {
    const { context, page, faults } = await browser.open(one, '/security')
    await press(page.getByRole('region', { name: '注销登录账户' }), '注销')
    const asked = dialog(page, '注销登录账户')
    await asked.getByRole('textbox', { name: '你的登录密码' }).fill(one.password)
    assert.equal(await asked.getByRole('button', { name: '注销', exact: true }).isDisabled(), true)
    await tick(page, asked.getByRole('checkbox'))
    await press(asked, '注销')
    if (leaves) await page.waitForURL(/sign-in/)
    else await asked.getByText('至少要有一名管理员').waitFor()
    assert.deepEqual(faults, [])
    await context.close()
  }
  await assert.rejects(enterAgain(who), /401/)
  assert.equal((await read(server.url, '/me', owner)).id.length, 36)
})

test('other sign-ins are listed and ended', async () => {
  const who = await newcomer(server.url)
  const [one, two] = [await enterAgain(who), await enterAgain(who)]
  const { context, page, faults } = await browser.open(who, '/security')
  const list = page.getByRole('region', { name: '登录记录' })
  assert.equal(await list.getByRole('button', { name: '退出此登录' }).count(), 2)
  const mine = list.getByRole('row').filter({ hasText: '本次登录' })
  await mine.getByText(/^Chrome · /).waitFor()
  await mine.getByText('127.0.0.1').waitFor()
  await press(list, '退出其他全部登录')
  await list.getByRole('button', { name: '退出此登录' }).first().waitFor({ state: 'detached' })
  for (const ended of [one, two]) await assert.rejects(read(server.url, '/me', ended), /401/)
  assert.deepEqual(faults, [])
  await context.close()
})
