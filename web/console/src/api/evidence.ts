import { useQuery, useQueryClient } from '@tanstack/vue-query'
import type { Ref } from 'vue'
import type { EvidenceFile } from '@client/index'
import { api, around, ask, heard } from './client'
import { Problem, problemOf, unreachable } from './problem'

/** The newest files of an account; a form names them by id. */
export function useEvidence(appId: Ref<string>, enabled: Ref<boolean> | boolean = true) {
  return useQuery({
    enabled,
    queryKey: ['evidence', appId],
    queryFn: async () => {
      const path = { app_id: appId.value }
      return (await ask(api.GET('/api/v1/accounts/{app_id}/evidence', { params: { path, query: { limit: 100 } } }))).items
    },
    // A file that is being scanned is looked at again.
    refetchInterval: (query) => (query.state.data?.some((file) => file.state === 'quarantined') ? 3_000 : false),
  })
}

/** The files that a case rests on. */
export function useCaseEvidence(id: Ref<string>) {
  return useQuery({
    queryKey: ['cases', 'evidence', id],
    queryFn: async () => (await ask(api.GET('/api/v1/review/cases/{id}/evidence', { params: { path: { id: id.value } } }))).items,
  })
}

/** A file as its account sees it; the look is in the audit log. */
export async function ownContent(appId: string, id: string): Promise<Blob> {
  const params = { path: { app_id: appId, id } }
  return (await ask(api.GET('/api/v1/accounts/{app_id}/evidence/{id}/content', { params, parseAs: 'blob' }))) as unknown as Blob
}

/** A file as a reviewer sees it; the look is in the audit log. */
export async function caseContent(id: string, evidence: string): Promise<Blob> {
  const params = { path: { id, evidence } }
  return (await ask(api.GET('/api/v1/review/cases/{id}/evidence/{evidence}/content', { params, parseAs: 'blob' }))) as unknown as Blob
}

/** Hands a file in, says how far it is, and throws one away that nothing rests on. */
export function useEvidenceChanges(appId: Ref<string>) {
  const queries = useQueryClient()
  const again = () => queries.invalidateQueries({ queryKey: ['evidence'] })
  return {
    async upload(file: File, told: (part: number) => void, signal: AbortSignal): Promise<EvidenceFile> {
      const stored = await sendFile(`/api/v1/accounts/${encodeURIComponent(appId.value)}/evidence`, file, told, signal)
      queries.setQueryData<EvidenceFile[]>(['evidence', appId], (known) => [stored, ...(known ?? [])])
      await again()
      return stored
    },
    async discard(id: string): Promise<void> {
      try {
        await ask(api.DELETE('/api/v1/accounts/{app_id}/evidence/{id}', { params: { path: { app_id: appId.value, id } } }))
      } catch (fault) {
        // What was submitted with it stays; what is gone already need not go.
        if (!(fault instanceof Problem) || (fault.status !== 409 && fault.status !== 404)) throw fault
      }
      await again()
    },
  }
}

/** Sends a file to where files are handed in; after signing in again, once more. */
export async function sendFile(path: string, file: File, told: (part: number) => void, signal: AbortSignal): Promise<EvidenceFile> {
  try {
    return await once(path, file, told, signal)
  } catch (fault) {
    if (!(fault instanceof Problem) || fault.code !== 'signed_out' || !around.signInAgain) throw fault
    await around.signInAgain()
    return once(path, file, told, signal)
  }
}

/** By `XMLHttpRequest`: `fetch` does not say how much of a body was sent. */
function once(path: string, file: File, told: (part: number) => void, signal: AbortSignal): Promise<EvidenceFile> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest()
    // The server takes names of at most 100 characters.
    const name = encodeURIComponent([...file.name].slice(-100).join(''))
    request.open('POST', `${path}?name=${name}`)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.setRequestHeader('Accept-Language', around.language)
    request.responseType = 'json'
    request.upload.onprogress = (event) => event.lengthComputable && told(event.loaded / event.total)
    request.onerror = () => failed(unreachable())
    request.onabort = () => failed(new DOMException('', 'AbortError'))
    request.onload = () => {
      heard(request.getResponseHeader('Vermilion-Seq'))
      if (request.status === 201) done(request.response as EvidenceFile)
      else failed(problemOf(request.status, request.response))
    }
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}
