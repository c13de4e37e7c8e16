import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { api, ask } from './client'
import { language } from '@/text/i18n'

/** The newest case of an authorization as its own account sees it, with what was said about it. */
export function useOwnCase(appId: Ref<string>, authorization: Ref<string>) {
  return useQuery({
    queryKey: ['own-case', appId, authorization, computed(language)],
    queryFn: async () => {
      const path = { app_id: appId.value }
      const { items } = await ask(api.GET('/api/v1/accounts/{app_id}/cases', { params: { path, query: { limit: 100 } } }))
      const newest = items.find((entry) => entry.authorization === authorization.value)
      if (!newest) return null
      const whole = await ask(api.GET('/api/v1/accounts/{app_id}/cases/{id}', { params: { path: { ...path, id: newest.id } } }))
      // The rejection that it appeals, if it is an appeal.
      return { ...whole, appealed: items.find((entry) => entry.id === whole.appeal_of) }
    },
  })
}

export function useOwnWords(appId: Ref<string>) {
  const queries = useQueryClient()
  const onSettled = () =>
    Promise.all(['own-case', 'authorizations', 'register', 'verification'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
  const asked = (id: string, text: string, files: string[]) => ({ params: { path: { app_id: appId.value, id } }, body: { text, files } })
  return useMutation({
    mutationFn: ({ id, text, files, answers }: { id: string; text: string; files: string[]; answers: boolean }) =>
      ask(
        answers
          ? api.POST('/api/v1/accounts/{app_id}/cases/{id}/answer', asked(id, text, files))
          : api.POST('/api/v1/accounts/{app_id}/cases/{id}/messages', asked(id, text, files)),
      ),
    onSettled,
  })
}

/** 申诉 against a rejection: a new case about the same submission. */
export function useAppeal(appId: Ref<string>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, text, files }: { id: string; text: string; files: string[] }) =>
      ask(api.POST('/api/v1/accounts/{app_id}/cases/{id}/appeal', { params: { path: { app_id: appId.value, id } }, body: { text, files } })),
    onSettled: () =>
      Promise.all([queries.invalidateQueries({ queryKey: ['own-case'] }), queries.invalidateQueries({ queryKey: ['authorizations'] })]),
  })
}
