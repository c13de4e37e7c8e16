import type { Finding, Form, Registration } from '@client/index'
import { answerAccount } from './account.ts'
import { capabilities, reasons, say, type Language } from './catalogue.ts'
import { answerReview } from './review.ts'
import { accounts, due, members, newId, now, sessions, type Kept, type Member } from './world.ts'

export interface Asked {
  method: string
  path: string
  query: URLSearchParams
  body: Record<string, unknown>
  language: Language
  ifMatch: number
  session?: string
}

export interface Said {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

export const ok = (body: unknown, status = 200): Said => ({ status, body })
export const done: Said = { status: 204 }

export function refuse(asked: Asked, status: number, family: string, code: string, fields: unknown[] = []): Said {
  const key = `${family}.${code}`
  const body = {
    type: 'about:blank',
    status,
    code: family === 'missing' ? `missing_${code}` : code,
    detail: say(asked.language, `${key}.detail`),
    next: say(asked.language, `${key}.next`),
    rid: '65f3a1c0-7b2e9d41-0000',
    fields,
  }
  return { status, body }
}

export function finding(asked: Asked, pointer: string, code: string, words: Record<string, string> = {}): Finding {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, word: string) => words[word] ?? '')
  return {
    pointer,
    family: 'incomplete',
    code,
    detail: fill(say(asked.language, `field.${code}`)),
    next: fill(say(asked.language, `field_next.${code}`)),
  }
}

type Handler = (asked: Asked, match: string[], member: Member) => Said

function open(asked: Asked): Said | undefined {
  const { method, path, body } = asked
  const what = `${method} ${path}`
  if (what === 'GET /agreement') {
    const zh = asked.language !== 'en'
    return ok({ version: 1, title: zh ? '《平台服务协议》' : 'Platform terms of service', text: zh ? '一、本平台……\n\n二、账号……' : '1. This platform…\n\n2. Accounts…' })
  }
  if (what === 'POST /verifications') return ok({}, 202)
  if (what === 'POST /sessions') {
    const found = members.find((member) => [member.email, member.phone].includes(String(body.login)) && member.password === body.password)
    return found ? entered(found) : refuse(asked, 401, 'refusal', 'bad_credentials')
  }
  if (what === 'POST /registrations') return register(asked)
  return undefined
}

function entered(member: Member, more: object = {}): Said {
  const session = newId()
  sessions.set(session, member.id)
  const body = { member: member.id, expires_at: due(), ...more }
  return { status: 201, body, headers: { 'Set-Cookie': `vermilion_session=${session}; Path=/; HttpOnly; SameSite=Lax` } }
}

function register(asked: Asked): Said {
  const typed = asked.body as unknown as Registration
  const fields = []
  if (!/^\S+@\S+\.\S+$/.test(typed.email)) fields.push(finding(asked, '/email', 'email'))
  if (typed.email_code !== '123456') fields.push(finding(asked, '/email_code', 'code_wrong'))
  if (typed.password.length < 8) fields.push(finding(asked, '/password', 'weak_password', { min: '8' }))
  if (fields.length) return refuse(asked, 422, 'refusal', 'fields', fields)
  const member: Member = { id: newId(), email: typed.email, phone: typed.phone ?? null, name: null, platform_roles: [], accounts: [], password: typed.password }
  members.push(member)
  return entered(member, { account: newAccount(member, typed.account_type, typed.account_name) })
}

function newAccount(member: Member, account_type: string, name: string) {
  const app_id = `wx${Math.random().toString(16).slice(2).padEnd(16, '0').slice(0, 16)}`
  const account: Kept = { app_id, account_type, name, introduction: '', standing: 'good', secrets_state: 'usable', created_at: now(), version: 1, secrets: [], authorizations: [], drafts: [] }
  accounts.push(account)
  member.accounts.push({ app_id, account_type, name, role: 'administrator', standing: 'good' })
  return account
}

export function check(asked: Asked, form: Form, account: Kept): Finding[] {
  const found: Finding[] = []
  if (!form.account_name) found.push(finding(asked, '/account_name', 'required'))
  else if (form.account_name !== account.name) found.push(finding(asked, '/account_name', 'mismatch'))
  if (form.account_type !== account.account_type) found.push(finding(asked, '/account_type', form.account_type ? 'mismatch' : 'required'))
  if (!form.capabilities.length) found.push(finding(asked, '/capabilities', 'too_few', { min: '1' }))
  form.capabilities.forEach((id, index) => {
    const entry = capabilities.find((known) => known.id === id)
    if (!entry?.account_types.includes(account.account_type)) found.push(finding(asked, `/capabilities/${index}`, 'not_for_account_type'))
    if (!form.purpose[id]?.trim()) found.push(finding(asked, `/purpose/${id}`, 'required'))
    const given = (form.evidence[id] ?? []).filter((piece) => piece.text.trim()).map((piece) => piece.kind)
    const lacking = entry?.evidence.find((kind) => !given.includes(kind))
    if (lacking) found.push(finding(asked, `/evidence/${id}`, 'evidence_missing', { evidence: say(asked.language, `evidence.${lacking}`) }))
  })
  return found
}

const signedIn: [string, Handler][] = [
  ['GET /me', (_asked, _match, { password: _password, ...me }) => ok(me)],
  ['GET /sessions', (asked) => ok({ items: [{ id: asked.session, created_at: now(), until: due(), current: true }, { id: newId(), created_at: now(), until: due(), current: false }], next: null })],
  ['DELETE /sessions/current', (asked) => (sessions.delete(asked.session ?? ''), done)],
  ['DELETE /sessions/([^/]+)', () => done],
  ['POST /password', (asked, _match, member) => (asked.body.current === member.password ? done : refuse(asked, 401, 'refusal', 'bad_credentials'))],
  ['POST /accounts', (asked, _match, member) => ok(newAccount(member, asked.body.account_type as string, String(asked.body.account_name)), 201)],
  [
    'GET /capabilities',
    (asked) =>
      ok({ items: capabilities.map((entry) => ({ ...entry, name: say(asked.language, `capability.${entry.id}.name`), help: say(asked.language, `capability.${entry.id}.help`), evidence: entry.evidence.map((kind) => ({ kind, name: say(asked.language, `evidence.${kind}`), help: say(asked.language, `evidence_help.${kind}`) })) })) }),
  ],
  ['GET /review/reasons', (asked) => ok({ items: reasons.map((entry) => ({ ...entry, text: say(asked.language, `reason_code.${entry.code}.detail`) })) })],
]

export function answer(asked: Asked): Said {
  const anyone = open(asked)
  if (anyone) return anyone
  const member = members.find((known) => known.id === sessions.get(asked.session ?? ''))
  if (!member) return refuse(asked, 401, 'failure', 'signed_out')
  for (const [pattern, handler] of signedIn) {
    const match = new RegExp(`^${pattern}$`).exec(`${asked.method} ${asked.path}`)
    if (match) return handler(asked, match, member)
  }
  return answerReview(asked, member) ?? answerAccount(asked, member) ?? refuse(asked, 404, 'failure', 'missing')
}

