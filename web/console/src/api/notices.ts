import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, ask } from './client'
import { useParts } from './pages'
import { useMe } from '@/session/me'
import { language } from '@/text/i18n'

/** One's own, the newest first, in the language of the page. */
export function useNotices() {
  return useParts(['notices', computed(language)], (after) => ask(api.GET('/api/v1/notices', { params: { query: { after } } })))
}

export function useNoticeChanges() {
  const queries = useQueryClient()
  const me = useMe()
  return {
    /** One, or it and every older one. */
    read: useMutation({
      mutationFn: ({ id, all }: { id: string; all: boolean }) =>
        ask(api.POST('/api/v1/notices/{id}/read', { params: { path: { id } }, body: { all_before: all } })),
      onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ['notices'] }), me.load().catch(() => undefined)]),
    }),
  }
}

/** By which ways one is told of what. */
export function useNoticeChoice() {
  return useQuery({
    queryKey: ['notice-choice'],
    queryFn: () => ask(api.GET('/api/v1/notices/choice')),
    refetchOnWindowFocus: false,
  })
}

export function useChooseNotices() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { language: string | null; email: string[]; webhook: { url: string; kinds: string[] } | null }) =>
      ask(api.PUT('/api/v1/notices/choice', { body })),
    onSuccess: (chosen) => queries.setQueryData(['notice-choice'], chosen),
  })
}
