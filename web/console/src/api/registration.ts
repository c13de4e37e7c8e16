import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { api, ask } from './client'
import { useMe } from '@/session/me'
import { language } from '@/text/i18n'

const of = (appId: string) => ({ params: { path: { app_id: appId } } })

/** What reviewers read of a new account, and how that stands. */
export function useRegistration(appId: Ref<string>) {
  return useQuery({
    queryKey: ['own-case', 'registration', appId, computed(language)],
    queryFn: async () => {
      const asked = await ask(api.GET('/api/v1/accounts/{app_id}/registration', of(appId.value)))
      if (!asked.case) return null
      const path = { app_id: appId.value, id: asked.case }
      const about = await ask(api.GET('/api/v1/accounts/{app_id}/cases/{id}', { params: { path } }))
      return { statement: asked.statement ?? '', about }
    },
  })
}

export function useRegistrationAgain(appId: Ref<string>) {
  const queries = useQueryClient()
  const me = useMe()
  return useMutation({
    mutationFn: (statement: string) => ask(api.POST('/api/v1/accounts/{app_id}/registration', { ...of(appId.value), body: { statement } })),
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ['own-case'] }), me.load().catch(() => undefined)]),
  })
}
