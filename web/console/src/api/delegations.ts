import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import type { Form } from '@client/index'
import { api, ask } from './client'
import { useParts } from './pages'
import { language } from '@/text/i18n'

export function useDelegations(appId: Ref<string>, side: 'given' | 'received') {
  return useParts(['delegations', appId, side, computed(language)], (after) =>
    ask(api.GET('/api/v1/accounts/{app_id}/delegations', { params: { path: { app_id: appId.value }, query: { side, after } } })),
  )
}

export function useDelegation(appId: Ref<string>, id: Ref<string>) {
  return useQuery({
    queryKey: ['delegations', 'one', appId, id, computed(language)],
    queryFn: () =>
      ask(api.GET('/api/v1/accounts/{app_id}/delegations/{id}', { params: { path: { app_id: appId.value, id: id.value } } })),
  })
}

export async function checkOffer(appId: string, form: Form) {
  return (await ask(api.POST('/api/v1/accounts/{app_id}/delegations/preflight', { params: { path: { app_id: appId } }, body: { form } }))).findings
}

export function useDelegationChanges(appId: Ref<string>) {
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: ['delegations'] })
  const path = (id: string) => ({ params: { path: { app_id: appId.value, id } } })
  return {
    offer: useMutation({
      mutationFn: (form: Form) =>
        ask(api.POST('/api/v1/accounts/{app_id}/delegations', { params: { path: { app_id: appId.value } }, body: { form } })),
      onSettled,
    }),
    accept: useMutation({
      mutationFn: ({ id, version }: { id: string; version: number }) =>
        ask(api.POST('/api/v1/accounts/{app_id}/delegations/{id}/accept', { ...path(id), body: { version } })),
      onSettled,
    }),
    refuse: useMutation({
      mutationFn: (id: string) => ask(api.POST('/api/v1/accounts/{app_id}/delegations/{id}/refuse', path(id))),
      onSettled,
    }),
    withdraw: useMutation({
      mutationFn: (id: string) => ask(api.POST('/api/v1/accounts/{app_id}/delegations/{id}/withdraw', path(id))),
      onSettled,
    }),
    revoke: useMutation({
      mutationFn: ({ id, name }: { id: string; name: string }) =>
        ask(api.POST('/api/v1/accounts/{app_id}/delegations/{id}/revoke', { ...path(id), body: { name } })),
      onSettled,
    }),
  }
}
