import type { TryPolicy } from '@client/index'
import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { api, ask } from './client'

const of = (id: string) => ({ params: { path: { id } } })

export function usePolicies() {
  return useQuery({
    queryKey: ['policies'],
    queryFn: async () => (await ask(api.GET('/api/v1/operations/policies'))).items,
  })
}

export function usePolicy(id: Ref<string>) {
  return useQuery({
    queryKey: ['policies', id],
    queryFn: () => ask(api.GET('/api/v1/operations/policies/{id}', of(id.value))),
  })
}

/** What rules may ask, in Cedar's schema language. */
export function usePolicySchema() {
  return useQuery({
    queryKey: ['policy-schema'],
    queryFn: async () => (await ask(api.GET('/api/v1/operations/policies/schema'))).text,
    staleTime: Infinity,
  })
}

export function usePolicyChanges(id: Ref<string>) {
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: ['policies'] })
  const path = computed(() => of(id.value))
  return {
    save: useMutation({
      mutationFn: (body: { version: number; text: string }) => ask(api.PUT('/api/v1/operations/policies/{id}', { ...path.value, body })),
      onSettled,
    }),
    enable: useMutation({
      mutationFn: (version: number) => ask(api.POST('/api/v1/operations/policies/{id}/enable', { ...path.value, body: { version } })),
      onSettled,
    }),
    disable: useMutation({
      mutationFn: () => ask(api.POST('/api/v1/operations/policies/{id}/disable', path.value)),
      onSettled,
    }),
  }
}

/** The test bench: nothing is saved. */
export function useBench() {
  return useMutation({
    mutationFn: async (body: TryPolicy) => (await ask(api.POST('/api/v1/operations/policies/try', { body }))).results,
  })
}
