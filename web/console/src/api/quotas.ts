import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import type { Ref } from 'vue'
import { api, ask } from './client'

export function useQuotas(appId: Ref<string>) {
  return useQuery({
    queryKey: ['quotas', appId],
    queryFn: () => ask(api.GET('/api/v1/accounts/{app_id}/quotas', { params: { path: { app_id: appId.value } } })),
  })
}

/** Clears today's count of one call, or of all. */
export function useClearing(appId: Ref<string>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (call?: string) =>
      ask(
        api.POST('/api/v1/accounts/{app_id}/quotas/clear', {
          params: { path: { app_id: appId.value } },
          body: call ? { call } : {},
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['quotas'] }),
  })
}
