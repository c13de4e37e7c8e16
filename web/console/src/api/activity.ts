import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { api, ask } from './client'
import { language } from '@/text/i18n'

/** An account's calls: today's, and those of the last thirty days. */
export function useActivity(appId: Ref<string>) {
  return useQuery({
    queryKey: ['activity', appId],
    queryFn: () => ask(api.GET('/api/v1/accounts/{app_id}/activity', { params: { path: { app_id: appId.value } } })),
  })
}

/** Refusals by call and reason, the most frequent first. */
export function useErrors(appId: Ref<string>, days: Ref<number>) {
  return useQuery({
    queryKey: ['errors', appId, days, computed(language)],
    queryFn: async () =>
      (await ask(api.GET('/api/v1/accounts/{app_id}/errors', { params: { path: { app_id: appId.value }, query: { days: days.value } } }))).items,
  })
}
