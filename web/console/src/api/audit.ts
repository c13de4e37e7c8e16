import { useMutation } from '@tanstack/vue-query'
import { api, ask } from './client'
import { useParts } from './pages'

const entriesAfter = (after?: string) => ask(api.GET('/api/v1/audit/entries', { params: { query: { after, limit: 100 } } }))

export function useAuditEntries() {
  return useParts(['audit'], entriesAfter)
}

export function useVerification() {
  return useMutation({ mutationFn: () => ask(api.GET('/api/v1/audit/verification')) })
}

/** Reads the whole log, the newest first, an entry a line; tells how far it is. */
export async function wholeLog(told: (entries: number) => void): Promise<string> {
  const lines: string[] = []
  let after: string | undefined
  do {
    const part = await entriesAfter(after)
    lines.push(...part.items.map((entry) => JSON.stringify(entry)))
    told(lines.length)
    after = part.next ?? undefined
  } while (after)
  return `${lines.join('\n')}\n`
}
