import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import type { VerificationForm } from '@client/index'
import { api, ask } from './client'
import { language } from '@/text/i18n'

const of = (appId: string) => ({ params: { path: { app_id: appId } } })

export function useSubjectTypes() {
  return useQuery({
    queryKey: ['subject-types', computed(language)],
    queryFn: async () => (await ask(api.GET('/api/v1/subject-types'))).items,
    staleTime: Infinity,
  })
}

/** 主体认证: how it stands. */
export function useVerification(appId: Ref<string>) {
  return useQuery({
    queryKey: ['verification', appId, computed(language)],
    queryFn: () => ask(api.GET('/api/v1/accounts/{app_id}/verification', of(appId.value))),
  })
}

/** What was submitted last, to be mended or renewed; null before the first. */
export function useSubmittedForm(appId: Ref<string>, enabled: Ref<boolean>) {
  return useQuery({
    enabled,
    queryKey: ['verification', 'form', appId],
    queryFn: async () => (await ask(api.GET('/api/v1/accounts/{app_id}/verification/form', of(appId.value)))).form ?? null,
  })
}

export function useVerificationChanges(appId: Ref<string>) {
  const queries = useQueryClient()
  const onSettled = () => Promise.all(['verification', 'own-case'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
  return {
    submit: useMutation({
      mutationFn: (body: VerificationForm) => ask(api.POST('/api/v1/accounts/{app_id}/verification', { ...of(appId.value), body })),
      onSettled,
    }),
    withdraw: useMutation({
      mutationFn: () => ask(api.POST('/api/v1/accounts/{app_id}/verification/withdraw', of(appId.value))),
      onSettled,
    }),
  }
}
