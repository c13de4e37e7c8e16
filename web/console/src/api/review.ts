import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { api, ask } from './client'
import { language } from '@/text/i18n'

export function useCases(state: Ref<string>) {
  return useQuery({
    queryKey: ['cases', state, computed(language)],
    queryFn: async () => (await ask(api.GET('/api/v1/review/cases', { params: { query: { state: state.value } } }))).items,
    refetchInterval: 30_000,
  })
}

export function useCase(id: Ref<string>) {
  return useQuery({
    queryKey: ['cases', 'one', id, computed(language)],
    queryFn: () => ask(api.GET('/api/v1/review/cases/{id}', { params: { path: { id: id.value } } })),
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
    mutationFn: (body: { version: number; reasons: BoundReason[]; checks: Verdicts }) =>
      ask(api.POST('/api/v1/review/cases/{id}/reject', { ...path(), body })),
    onSettled,
  })
  return { take, approve, reject }
}
