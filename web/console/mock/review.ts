import type { CaseInFull, Reason } from '@client/index'
import { ok, refuse, type Asked, type Said } from './answer.ts'
import { say } from './catalogue.ts'
import { cases, now, type Member } from './world.ts'

/** The desk, `/review`. */
export function answerReview(asked: Asked, member: Member): Said | undefined {
  if (!asked.path.startsWith('/review/')) return undefined
  if (!member.platform_roles.includes('reviewer')) return refuse(asked, 403, 'refusal', 'forbidden')
  if (asked.path === '/review/cases') {
    const state = (asked.query.get('state') ?? 'open')
    const items = cases.filter((entry) => entry.state === state).sort((a, b) => a.due_at.localeCompare(b.due_at))
    return ok({ items, next: null })
  }
  const [, id, act] = /^\/review\/cases\/([^/]+)(?:\/(\w+))?$/.exec(asked.path) ?? []
  const found = cases.find((entry) => entry.id === id)
  if (!found) return refuse(asked, 404, 'missing', 'case')
  if (act) decide(asked, member, found, act)
  return ok(found)
}

function decide(asked: Asked, member: Member, found: CaseInFull, act: string): void {
  if (act === 'take') Object.assign(found, { taken_by: { id: member.id }, taken_until: new Date(Date.now() + 1_800_000).toISOString() })
  if (act === 'approve') Object.assign(found, { state: 'approved', decided_at: now(), decided_by: { id: member.id } })
  if (act !== 'reject') return
  const reasons = (asked.body.reasons as Reason[]).map((reason) => ({
    ...reason,
    detail: say(asked.language, `reason_code.${reason.code}.detail`),
    next: say(asked.language, `reason_code.${reason.code}.next`),
  }))
  Object.assign(found, { state: 'rejected', decided_at: now(), decided_by: { id: member.id }, reasons })
}
