import type { Draft, Form } from '@client/index'
import { check, done, ok, refuse, type Asked, type Said } from './answer.ts'
import { capabilities, say } from './catalogue.ts'
import { accounts, cases, due, newId, now, type Held, type Kept, type Member } from './world.ts'

/** What stands under `/accounts/{app_id}`. */
export function answerAccount(asked: Asked, member: Member): Said | undefined {
  const [, appId, rest] = /^\/accounts\/([^/]+)(\/.*)?$/.exec(asked.path) ?? []
  const account = accounts.find((known) => known.app_id === appId)
  if (!appId) return undefined
  if (!account || !member.accounts.some((held) => held.app_id === appId)) return refuse(asked, 404, 'missing', 'account')
  const what = `${asked.method} ${rest ?? ''}`
  const { secrets: _secrets, authorizations: _authorizations, drafts: _drafts, ...plain } = account
  if (what === 'GET ') return ok(plain)
  return secrets(asked, what, account) ?? drafts(asked, what, account) ?? authorizations(asked, what, account) ?? calls(asked, what, account)
}

function secrets(asked: Asked, what: string, account: Kept): Said | undefined {
  const make = (name: string) => {
    const number = Math.max(0, ...account.secrets.map((secret) => secret.number)) + 1
    account.secrets.unshift({ number, name, created_at: now(), retired_at: null })
    return ok({ number, name, secret: '9f2b6c41d07e4a5d8c3e1f60b7a29d54' }, 201)
  }
  const retire = (number?: number) => {
    for (const secret of account.secrets) if (number === undefined || secret.number === number) secret.retired_at ??= now()
  }
  switch (what) {
    case 'GET /secrets':
      return ok({ items: account.secrets, next: null })
    case 'POST /secrets':
      return make(String(asked.body.name))
    case 'POST /secrets/reset':
      retire()
      return make(String(asked.body.name))
    case 'POST /secrets/freeze':
      account.secrets_state = 'frozen'
      return done
    case 'POST /secrets/unfreeze':
      account.secrets_state = 'usable'
      return done
  }
  const number = /^DELETE \/secrets\/(\d+)$/.exec(what)?.[1]
  if (!number) return undefined
  retire(Number(number))
  return done
}

function drafts(asked: Asked, what: string, account: Kept): Said | undefined {
  if (what === 'GET /drafts') return ok({ items: account.drafts, next: null })
  if (what === 'POST /drafts') {
    const draft: Draft = { id: newId(), authorization: (asked.body.authorization as string | undefined) ?? null, version: 1, saved_at: now(), form: asked.body.form as Form }
    account.drafts.push(draft)
    return ok(draft, 201)
  }
  const [, method, id, act] = /^(\w+) \/drafts\/([^/]+)(?:\/(\w+))?$/.exec(what) ?? []
  if (!id) return undefined
  const draft = account.drafts.find((known) => known.id === id)
  if (!draft) return refuse(asked, 404, 'missing', 'draft')
  if (act === 'preflight') return ok({ findings: check(asked, draft.form, account) })
  if (act === 'submit') return submit(asked, account, draft)
  if (method === 'GET') return ok(draft)
  if (method === 'PUT') {
    if (asked.ifMatch !== draft.version) return refuse(asked, 412, 'failure', 'stale')
    Object.assign(draft, { form: asked.body.form, version: draft.version + 1, saved_at: now() })
    return ok(draft)
  }
  account.drafts = account.drafts.filter((known) => known !== draft)
  return done
}

function submit(asked: Asked, account: Kept, draft: Draft): Said {
  const findings = check(asked, draft.form, account)
  if (findings.length) return refuse(asked, 422, 'refusal', 'fields', findings)
  const known = account.authorizations.find((entry) => entry.id === draft.authorization)
  const entry: Held = known ?? { id: newId(), account: account.app_id, giver: 'platform', state: 'pending', capabilities: [], version: 1, revisions: [] }
  if (!known) account.authorizations.unshift(entry)
  const document = draft.form
  entry.state = entry.capabilities.length ? 'effective_pending' : 'pending'
  const pending = { revision: newId(), case: newId(), capabilities: document.capabilities, submitted_at: now(), due_at: due(), turn: 'reviewer', document, due_assumed: false }
  entry.pending = pending
  entry.revisions.push({ id: newId(), number: entry.revisions.length + 1, capabilities: document.capabilities, document, submitted_at: now(), outcome: null, reasons: [] })
  account.drafts = account.drafts.filter((other) => other !== draft)
  cases.push({ ...cases[0]!, id: pending.case, asked: { capabilities: document.capabilities }, effective: { capabilities: entry.capabilities }, document, due_at: due(), overdue: false, review: 'one_person' })
  return ok(entry, 201)
}

function authorizations(asked: Asked, what: string, account: Kept): Said | undefined {
  if (what === 'GET /authorizations') return ok({ items: account.authorizations, next: null })
  const [, id, act] = /^\w+ \/authorizations\/([^/]+)(?:\/([\w-]+))?$/.exec(what) ?? []
  if (!id) return undefined
  const entry = account.authorizations.find((known) => known.id === id)
  if (!entry) return refuse(asked, 404, 'missing', 'authorization')
  const last = entry.revisions[entry.revisions.length - 1]
  if (act === 'withdraw-submission') {
    entry.pending = null
    entry.state = entry.capabilities.length ? 'effective' : 'withdrawn'
    if (last) last.outcome = 'withdrawn'
  }
  if (act === 'give-up') entry.capabilities = entry.capabilities.filter((held) => !(asked.body.capabilities as string[]).includes(held))
  if (act === 'revoke') Object.assign(entry, { state: 'revoked', capabilities: [], pending: null, revoked_at: now() })
  return ok(entry)
}

function calls(asked: Asked, what: string, account: Kept): Said | undefined {
  const held = new Set([
    ...capabilities.filter((entry) => entry.from_start).map((entry) => entry.id),
    ...account.authorizations.flatMap((entry) => entry.capabilities),
  ])
  const all = new Map<string, string[]>()
  for (const entry of capabilities.filter((known) => known.account_types.includes(account.account_type))) {
    for (const call of entry.calls) all.set(call, [...(all.get(call) ?? []), entry.id])
  }
  const state = (call: string) => {
    const opened_by = all.get(call) ?? []
    const allowed = opened_by.some((id) => held.has(id))
    const text = (part: string) => say(asked.language, `reason.capability_missing.${part}`)
    return { call, allowed, reason: allowed ? null : 'capability_missing', detail: allowed ? null : text('detail'), next: allowed ? null : text('next'), opened_by }
  }
  if (what === 'GET /calls') return ok({ items: [...all.keys()].sort().map(state), next: null })
  if (what === 'GET /explain') {
    const found = state(asked.query.get('call') ?? '')
    const steps = ['call_known', 'served', 'parties_known', 'actor_stands', 'held', ...(found.allowed ? ['quota_holds'] : [])]
    return ok({ ...found, code: found.allowed ? 0 : 48001, steps: steps.map((step) => ({ step, text: say(asked.language, `step.${step}`), passed: found.allowed || step !== 'held', sources: [] })) })
  }
  if (what.startsWith('GET /refusals/')) return refuse(asked, 404, 'missing', 'refusal')
  return undefined
}
