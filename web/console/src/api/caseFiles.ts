import type { EvidenceFile } from '@client/index'
import { api, ask } from './client'
import { sendFile } from './evidence'
import { Problem } from './problem'

/** Files for what is said about a case: handed in before the words, named by them. Every look is in the audit log. */
export interface CaseFiles {
  upload(file: File, told: (part: number) => void, signal: AbortSignal): Promise<EvidenceFile>
  discard(file: string): Promise<void>
  content(file: string): Promise<Blob>
}

/** The applicant's side. */
export function ownCaseFiles(appId: string, id: string): CaseFiles {
  const at = (file: string) => ({ params: { path: { app_id: appId, id, file } } })
  return {
    upload: (file, told, signal) =>
      sendFile(`/api/v1/accounts/${encodeURIComponent(appId)}/cases/${encodeURIComponent(id)}/files`, file, told, signal),
    discard: (file) => gone(ask(api.DELETE('/api/v1/accounts/{app_id}/cases/{id}/files/{file}', at(file)))),
    content: async (file) =>
      (await ask(api.GET('/api/v1/accounts/{app_id}/cases/{id}/files/{file}/content', { ...at(file), parseAs: 'blob' }))) as unknown as Blob,
  }
}

/** The reviewers' side. */
export function caseFiles(id: string): CaseFiles {
  const at = (file: string) => ({ params: { path: { id, file } } })
  return {
    upload: (file, told, signal) => sendFile(`/api/v1/review/cases/${encodeURIComponent(id)}/files`, file, told, signal),
    discard: (file) => gone(ask(api.DELETE('/api/v1/review/cases/{id}/files/{file}', at(file)))),
    content: async (file) =>
      (await ask(api.GET('/api/v1/review/cases/{id}/files/{file}/content', { ...at(file), parseAs: 'blob' }))) as unknown as Blob,
  }
}

/** What was sent meanwhile stays, and what is gone already need not go. */
async function gone(asked: Promise<unknown>): Promise<void> {
  try {
    await asked
  } catch (fault) {
    if (!(fault instanceof Problem) || (fault.status !== 409 && fault.status !== 404)) throw fault
  }
}
