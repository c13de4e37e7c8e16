import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { api, ask } from './client'
import { useParts } from './pages'
import { language } from '@/text/i18n'

export function useCases(state: Ref<string>) {
  return useParts(
    ['cases', state, computed(language)],
    (after) => ask(api.GET('/api/v1/review/cases', { params: { query: { state: state.value, after } } })),
    { refetchInterval: 30_000 },
  )
}

/** One case; without an id none is asked for. */
export function useCase(id: Ref<string>) {
  return useQuery({
    queryKey: ['cases', 'one', id, computed(language)],
    queryFn: () => ask(api.GET('/api/v1/review/cases/{id}', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
  })
}

export function useReasons() {
  return useQuery({
    queryKey: ['reasons', computed(language)],
    queryFn: async () => (await ask(api.GET('/api/v1/review/reasons'))).items,
    staleTime: Infinity,
  })
}

export interface BoundReason {
  code: string
  pointer: string
  text?: string
}

/** What was found at each item of a checklist, by its id. */
export type Verdicts = Record<string, 'fine' | 'faulty'>

export function useDecisions(id: Ref<string>) {
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: ['cases'] })
  const path = () => ({ params: { path: { id: id.value } } })
  const take = useMutation({ mutationFn: () => ask(api.POST('/api/v1/review/cases/{id}/take', path())), onSettled })
  const approve = useMutation({
    mutationFn: (body: { version: number; checks: Verdicts }) =>
      ask(api.POST('/api/v1/review/cases/{id}/approve', { ...path(), body })),
    onSettled,
  })
  const reject = useMutation({
    mutationFn: (body: { version: number; reasons: BoundReason[]; files: string[]; checks: Verdicts }) =>
      ask(api.POST('/api/v1/review/cases/{id}/reject', { ...path(), body })),
    onSettled,
  })
  return { take, approve, reject }
}

/** Keeps what this reviewer found so far, with the server. */
export function useChecks(id: Ref<string>) {
  return useMutation({
    mutationFn: (checks: Verdicts) =>
      ask(api.PUT('/api/v1/review/cases/{id}/checks', { params: { path: { id: id.value } }, body: { checks } })),
  })
}

export function useReviewers() {
  return useQuery({
    queryKey: ['reviewers'],
    queryFn: async () => (await ask(api.GET('/api/v1/review/reviewers'))).items,
  })
}

/** Gives a case back, or to a colleague. */
export function useHolding(id: Ref<string>) {
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: ['cases'] })
  const path = () => ({ params: { path: { id: id.value } } })
  return {
    giveBack: useMutation({ mutationFn: () => ask(api.POST('/api/v1/review/cases/{id}/give-back', path())), onSettled }),
    handOver: useMutation({
      mutationFn: (to: string) => ask(api.POST('/api/v1/review/cases/{id}/hand-over', { ...path(), body: { to } })),
      onSettled,
    }),
  }
}

/** Says something about a case: to its applicant, or to colleagues. */
export function useCaseWords(id: Ref<string>) {
  const queries = useQueryClient()
  const path = () => ({ params: { path: { id: id.value } } })
  return useMutation({
    mutationFn: ({ kind, text, files, version }: { kind: 'message' | 'ask' | 'note'; text: string; files: string[]; version: number }) => {
      if (kind === 'ask') return ask(api.POST('/api/v1/review/cases/{id}/ask', { ...path(), body: { version, text, files, pointer: '' } }))
      const asked = { ...path(), body: { text, files } }
      return ask(
        kind === 'note'
          ? api.POST('/api/v1/review/cases/{id}/notes', asked)
          : api.POST('/api/v1/review/cases/{id}/messages', asked),
      )
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['cases'] }),
  })
}
