import type { PublishAgreement } from '@client/index'
import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { api, ask } from './client'

/** Every version of the agreement, the one that holds, and how many members agreed to which. */
export function useAgreements() {
  return useQuery({ queryKey: ['agreements'], queryFn: () => ask(api.GET('/api/v1/operations/agreements')) })
}

export function usePublishAgreement() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: PublishAgreement) => ask(api.POST('/api/v1/operations/agreements', { body })),
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ['agreements'] }), queries.invalidateQueries({ queryKey: ['agreement'] })]),
  })
}
