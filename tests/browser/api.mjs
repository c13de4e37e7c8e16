// The console's API as a script sees it: for what a test needs beforehand, and to look behind the page.

/** A call that must succeed, as somebody. */
export async function call(url, method, path, body, who, headers = {}) {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(who ? { Cookie: `vermilion_session=${who.cookie}` } : {}),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return answer
}

export async function read(url, path, who) {
  return (await call(url, 'GET', path, undefined, who)).json()
}

function cookieOf(answer) {
  return /vermilion_session=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1]
}

/** Signs in. */
export async function enter(url, login, password) {
  return { login, password, cookie: cookieOf(await call(url, 'POST', '/sessions', { login, password })) }
}

/** What the outbox holds for an address, the newest first. */
export async function letters(url, address) {
  const outbox = await (await fetch(`${url}/dev/v1/outbox?limit=100`)).json()
  return outbox.items.filter((item) => item.to === address)
}

/** The same for a phone number, however it is written. */
export async function sentTo(url, phone) {
  const outbox = await (await fetch(`${url}/dev/v1/outbox?limit=100`)).json()
  return outbox.items.filter((item) => item.to.endsWith(phone))
}

let drawn = 0

/** A member nobody knew, with an account that holds nothing. */
export async function newcomer(url, account_type = 'mini_program') {
  drawn += 1
  const login = `newcomer${drawn}-${Date.now()}@example.com`
  const password = 'tea-and-rain-2026'
  await call(url, 'POST', '/verifications', { channel: 'email', address: login })
  const email_code = /\d{6}/.exec((await letters(url, login))[0].text)[0]
  const { version } = await read(url, '/agreement')
  const account_name = `山雨茶铺${Date.now() % 100000}${drawn}`
  const form = { account_type, account_name, email: login, email_code, password, agreement: version }
  const answer = await call(url, 'POST', '/registrations', form)
  return { login, password, cookie: cookieOf(answer), account: (await answer.json()).account }
}

/** The people whom a simulation knows. */
export async function staff(url) {
  const env = await (await fetch(`${url}/dev/v1/env`)).json()
  const named = (word) => enter(url, env[`${word}_LOGIN`], env[`${word}_PASSWORD`])
  const [reviewer, second, operator, auditor] = await Promise.all(['REVIEWER', 'REVIEWER2', 'OPERATOR', 'AUDITOR'].map(named))
  return { reviewer, second, operator, auditor }
}

/** An application's form. */
export function formOf(account, capability, kind = 'scene_screenshot') {
  return {
    account_name: account.name,
    account_type: account.account_type,
    capabilities: [capability],
    purpose: { [capability]: '用户在“确认订单”页点击“使用手机号”后调用，用于配送员联系收货；不点击则可手动填写。' },
    evidence: { [capability]: [{ kind, name: '确认订单页', text: 'https://docs.example.com/order-page.png' }] },
    until: null,
  }
}

/** Hands a file in. */
export async function handIn(url, who, name, bytes) {
  const headers = { 'Content-Type': 'application/octet-stream', Cookie: `vermilion_session=${who.cookie}` }
  const path = `/api/v1/accounts/${who.account.app_id}/evidence?name=${encodeURIComponent(name)}`
  const answer = await fetch(url + path, { method: 'POST', body: bytes, headers })
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

export async function begin(url, who, form, authorization = null) {
  return (await call(url, 'POST', `/accounts/${who.account.app_id}/drafts`, { authorization, form }, who)).json()
}

/** Submits a form; the authorization it is now. */
export async function submit(url, who, form, authorization = null) {
  const draft = await begin(url, who, form, authorization)
  const path = `/accounts/${who.account.app_id}/drafts/${draft.id}/submit`
  return (await call(url, 'POST', path, undefined, who, { 'If-Match': `"${draft.version}"` })).json()
}

/** Takes a case, judges every item of its checklist (what a reason points at is faulty) and decides it. */
export async function decide(url, reviewer, id, act, body = {}) {
  await call(url, 'POST', `/review/cases/${id}/take`, undefined, reviewer)
  const { version, checklist } = await read(url, `/review/cases/${id}`, reviewer)
  const pointers = (body.reasons ?? []).map((reason) => reason.pointer ?? '')
  const verdict = (item) => (pointers.some((pointer) => pointer === item.pointer) ? 'faulty' : 'fine')
  const checks = Object.fromEntries(checklist.map((item) => [item.id, verdict(item)]))
  await call(url, 'POST', `/review/cases/${id}/${act}`, { version, checks, ...body }, reviewer)
}

/** A code of a business licence that is well-formed, and nobody's. */
export const CREDIT_CODE = '91350211M000100Y46'

/** Asks for another value in the register; the field as it is now. */
export async function ask(url, who, field, value) {
  const path = `/accounts/${who.account.app_id}/register/changes`
  const register = await (await call(url, 'POST', path, { field, value }, who)).json()
  return register.fields.find((one) => one.field === field)
}

/** Asks that an enterprise be verified as the account's subject. */
export async function verify(url, who, files = {}, code = CREDIT_CODE) {
  const fields = { name: '山雨茶业有限公司', code, contact: '林晓', phone: '13800138000' }
  const documents = { business_licence: '营业执照副本的扫描件', authorization_letter: '认证公函，已盖章' }
  const form = { subject_type: 'enterprise', fields, documents, files }
  return (await call(url, 'POST', `/accounts/${who.account.app_id}/verification`, form, who)).json()
}
