import { useInfiniteQuery, useMutation } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { api, ask } from './client'

/** What is asked for; every part narrows the rest. */
export interface AuditFilter {
  kind?: string
  actor?: string
  subject?: string
  /** Not before this moment. */
  from?: string
  /** Before this moment. */
  until?: string
}

/** What the server finds, the newest first. A part may be short of entries and yet not the last: the server looks at so many at a time. */
export function useAuditEntries(filter: Ref<AuditFilter>) {
  const query = useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam }) =>
      ask(api.GET('/api/v1/audit/entries', { params: { query: { ...filter.value, after: pageParam || undefined, limit: 100 } } })),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const parts = computed(() => query.data.value?.pages)
  return {
    data: computed(() => parts.value?.flatMap((part) => part.items)),
    /** The AppIDs of the accounts that the log names by number. */
    accounts: computed<Record<string, string>>(() => Object.assign({}, ...(parts.value ?? []).map((part) => part.accounts))),
    kinds: computed(() => parts.value?.[0]?.kinds),
    /** Until when the server has looked, where it stopped on its way. */
    searched: computed(() => parts.value?.at(-1)?.searched?.at),
    error: query.error,
    refetch: query.refetch,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: query.fetchNextPage,
    failedMore: query.isFetchNextPageError,
  }
}

export function useVerification() {
  return useMutation({ mutationFn: () => ask(api.GET('/api/v1/audit/verification')) })
}

/** The entries that a filter lets through as a file; that it was taken is an entry, too. */
export async function auditFile(form: 'ndjson' | 'csv', filter: AuditFilter): Promise<Blob> {
  return (await ask(api.GET('/api/v1/audit/export', { params: { query: { ...filter, form } }, parseAs: 'blob' }))) as unknown as Blob
}
