// What the walk looks at: the server named by VERMILION_URL, else the built console over its mock of the API.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const web = fileURLToPath(new URL('../../web', import.meta.url))
const PASSWORD = 'tea-and-rain-2026'

export async function stage() {
  return process.env.VERMILION_URL ? server(process.env.VERMILION_URL.replace(/\/$/, '')) : mock()
}

async function mock() {
  const vite = spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'preview', 'console', '--port', '4179', '--strictPort', '--host', '127.0.0.1'], {
    cwd: web,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(vite.stdout, 'data')
  const url = 'http://127.0.0.1:4179'
  return {
    url,
    owner: await enter(url, 'lin@example.com', PASSWORD),
    reviewer: await enter(url, 'review@example.com', PASSWORD),
    close: () => vite.kill(),
  }
}

/** Signs in and tells where things are. */
async function enter(url, login, password) {
  const answer = await call(url, 'POST', '/sessions', { login, password })
  return { login, password, cookie: cookieOf(answer) }
}

export function cookieOf(answer) {
  return /vermilion_session=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1]
}

export async function call(url, method, path, body, cookie, headers = {}) {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(cookie ? { Cookie: `vermilion_session=${cookie}` } : {}),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return answer
}

/** A running `vermilion dev`: a new member registers with the code from its outbox, and its reviewer decides. */
async function server(url) {
  const first = await (await fetch(url, { headers: { Accept: 'text/html' } })).text()
  if (!first.includes('id="console"')) throw new Error('this server has no console; run `cargo xtask web` and compile again')
  const email = `walk-${process.pid}-${Date.now()}@example.com`
  await call(url, 'POST', '/verifications', { channel: 'email', address: email })
  const outbox = await (await fetch(`${url}/dev/v1/outbox?limit=10`)).json()
  const email_code = /\d{6}/.exec(outbox.items.find((item) => item.to === email).text)[0]
  const { version } = await (await call(url, 'GET', '/agreement')).json()
  const account_name = `山雨茶铺${process.pid}${Date.now() % 1000}`
  const form = { account_type: 'mini_program', account_name, email, email_code, password: PASSWORD, agreement: version }
  const answer = await call(url, 'POST', '/registrations', form)
  const { account } = await answer.json()
  const env = await (await fetch(`${url}/dev/v1/env`)).json()
  const here = {
    url,
    owner: { login: email, password: PASSWORD, cookie: cookieOf(answer) },
    reviewer: await enter(url, env.REVIEWER_LOGIN, env.REVIEWER_PASSWORD),
    close: () => {},
  }
  await fill(here, account)
  return here
}

/** An application in each state, a draft and an AppSecret, so that the pages have something to show. */
async function fill({ url, owner, reviewer }, account) {
  const form = (capability, kind) => ({
    account_name: account.name,
    account_type: account.account_type,
    capabilities: [capability],
    purpose: { [capability]: '用户在“确认订单”页点击“使用手机号”后调用，用于配送员联系收货；不点击则可手动填写。' },
    evidence: { [capability]: [{ kind, name: '确认订单页', text: 'https://docs.example.com/order-page.png' }] },
    until: null,
  })
  const drafts = `/accounts/${account.app_id}/drafts`
  const begin = async (body) => (await call(url, 'POST', drafts, { authorization: null, form: body }, owner.cookie)).json()
  const submit = async (body) => {
    const draft = await begin(body)
    const headers = { 'If-Match': `"${draft.version}"` }
    return (await call(url, 'POST', `${drafts}/${draft.id}/submit`, undefined, owner.cookie, headers)).json()
  }
  const decide = async (id, act, body) => {
    await call(url, 'POST', `/review/cases/${id}/take`, undefined, reviewer.cookie)
    const { version } = await (await call(url, 'GET', `/review/cases/${id}`, undefined, reviewer.cookie)).json()
    await call(url, 'POST', `/review/cases/${id}/${act}`, { version, ...body }, reviewer.cookie)
  }
  const approved = await submit(form('phone_number', 'scene_screenshot'))
  await decide(approved.pending.case, 'approve', {})
  const rejected = await submit(form('subscribe_message', 'message_sample'))
  const reasons = [{ code: 'purpose_unclear', pointer: '/purpose/subscribe_message', text: '请写明由谁触发、发给谁。' }]
  await decide(rejected.pending.case, 'reject', { reasons })
  await submit(form('risk_rank', 'scene_screenshot'))
  await begin({ ...form('links', 'scene_screenshot'), evidence: {} })
  await call(url, 'POST', `/accounts/${account.app_id}/secrets`, { name: '生产服务器' }, owner.cookie)
}

/** Every page of the console that this stage can show, by a short name. */
export async function routes({ url, owner, reviewer }) {
  const me = await (await call(url, 'GET', '/me', undefined, owner.cookie)).json()
  const app = `/accounts/${me.accounts[0].app_id}`
  const list = async (path, cookie) => (await (await call(url, 'GET', path, undefined, cookie)).json()).items
  const held = await list(`${app}/authorizations`, owner.cookie)
  const drafts = await list(`${app}/drafts`, owner.cookie)
  const found = [
    ['sign-in', '/sign-in', null],
    ['register', '/register', null],
    ['invitation', '/invitation#example', null],
    ['overview', app, owner],
    ['accounts', '/accounts', owner],
    ['development', `${app}/development`, owner],
    ['authorizations', `${app}/authorizations`, owner],
    ...held.map((entry, index) => [`authorization-${index}-${entry.state}`, `${app}/authorizations/${entry.id}`, owner]),
    ...[1, 2, 3, 4].map((step) => [`draft-${step}`, `${app}/drafts/${drafts[0].id}?step=${step}`, owner]),
    ['calls', `${app}/calls`, owner],
    ['settings', `${app}/settings`, owner],
    ['security', '/security', owner],
    ['help', '/help', owner],
    ['missing', '/help/no-such-page', owner],
    ['forbidden', '/review', owner],
  ]
  if (reviewer) {
    const cases = await list('/review/cases?state=open', reviewer.cookie)
    found.push(['review', '/review', reviewer])
    if (cases[0]) found.push(['case', `/review/${cases[0].id}`, reviewer])
  }
  return found.map(([name, path, who]) => ({ name, path, who }))
}
