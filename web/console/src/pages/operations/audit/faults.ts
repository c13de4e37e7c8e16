import type { AuditFilter } from '@/api/audit'
import { isProblem } from '@/api/problem'

const TYPED = ['actor', 'subject'] as const
const APP_ID = /^(account:)?wx[0-9a-f]{16}$/i

/** What is wrong with what was typed, by field; empty where the fault is none of the fields'. */
export function faultsOf(fault: unknown, filter: AuditFilter): Partial<Record<(typeof TYPED)[number], string>> {
  if (!isProblem(fault)) return {}
  const found: ReturnType<typeof faultsOf> = {}
  for (const part of TYPED) {
    const at = fault.at(`/${part}`)
    if (at) found[part] = `${at.detail} ${at.next}`
    // Nobody has that AppID; the answer does not say which of both was meant.
    else if (fault.code === 'missing_account' && APP_ID.test(filter[part] ?? '')) found[part] = `${fault.detail} ${fault.next}`
  }
  return found
}
