import type { RouteLocationRaw } from 'vue-router'
import type { Notice } from '@client/index'
import { pageOfCase } from '@/pages/authorization/places'

/** What the reader may open. */
export interface Reader {
  isReviewer: boolean
  isOperator: boolean
  account: (appId: string) => unknown
}

/** The page that a notice is about; nothing where it names none that its reader may open. */
export function placeOf(notice: Notice, reader: Reader): RouteLocationRaw | null {
  const { kind, app_id: appId, authorization, case: reviewed } = notice
  if (kind === 'security_changed') return { name: 'security' }
  if (appId) {
    if (!reader.account(appId)) return null
    if (authorization) return { name: 'authorization', params: { appId, id: authorization } }
    if (notice.case_kind === 'registration') return { name: 'overview', params: { appId } }
    const page = pageOfCase(notice.case_kind ?? '')
    if (page) return { name: page, params: { appId } }
    if (kind === 'membership_begun') return { name: 'members', params: { appId } }
    if (kind.startsWith('delegation_') || reviewed) return { name: 'delegations', params: { appId } }
    return { name: 'overview', params: { appId } }
  }
  if (kind === 'calendar_lacks_a_year') return reader.isOperator ? { name: 'calendar' } : null
  if (!reader.isReviewer) return null
  if (reviewed) return { name: 'case', params: { id: reviewed } }
  return kind === 'cases_overdue' ? { name: 'review' } : null
}
