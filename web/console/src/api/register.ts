import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { api, ask } from './client'
import { useMe } from '@/session/me'
import { language } from '@/text/i18n'

const of = (appId: string) => ({ app_id: appId })

/** 基本信息: what the register says, and what a change of each field needs. */
export function useRegister(appId: Ref<string>) {
  return useQuery({
    queryKey: ['register', appId, computed(language)],
    queryFn: () => ask(api.GET('/api/v1/accounts/{app_id}/register', { params: { path: of(appId.value) } })),
  })
}

export function useCategories(enabled: Ref<boolean> | boolean = true) {
  return useQuery({
    enabled,
    queryKey: ['categories', computed(language)],
    queryFn: async () => (await ask(api.GET('/api/v1/categories'))).items,
    staleTime: Infinity,
  })
}

export function useRegisterHistory(appId: Ref<string>, field: Ref<string>) {
  return useQuery({
    queryKey: ['register', 'history', appId, field, computed(language)],
    queryFn: async () => {
      const path = { ...of(appId.value), field: field.value }
      return (await ask(api.GET('/api/v1/accounts/{app_id}/register/{field}/history', { params: { path } }))).items
    },
  })
}

/** A case of this account's own, with what was said about it. */
export function useCaseOfOwn(appId: Ref<string>, id: Ref<string>, enabled: Ref<boolean> | boolean = true) {
  return useQuery({
    enabled,
    queryKey: ['own-case', 'one', appId, id, computed(language)],
    queryFn: () => ask(api.GET('/api/v1/accounts/{app_id}/cases/{id}', { params: { path: { ...of(appId.value), id: id.value } } })),
  })
}

export function useRegisterChanges(appId: Ref<string>) {
  const queries = useQueryClient()
  const me = useMe()
  // A name that holds at once stands in every list of accounts.
  const onSettled = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['register'] }),
      queries.invalidateQueries({ queryKey: ['own-case'] }),
      queries.invalidateQueries({ queryKey: ['account'] }),
      me.load().catch(() => undefined),
    ])
  return {
    change: useMutation({
      mutationFn: (body: { field: string; value: string }) =>
        ask(api.POST('/api/v1/accounts/{app_id}/register/changes', { params: { path: of(appId.value) }, body })),
      onSettled,
    }),
    avatar: useMutation({
      mutationFn: (file: Blob) =>
        ask(
          api.PUT('/api/v1/accounts/{app_id}/register/avatar', {
            params: { path: of(appId.value) },
            // The description knows bytes as numbers.
            body: file as unknown as number[],
            bodySerializer: (body: unknown) => body as Blob,
            headers: { 'Content-Type': 'application/octet-stream' },
          }),
        ),
      onSettled,
    }),
    withdraw: useMutation({
      mutationFn: (field: string) =>
        ask(api.POST('/api/v1/accounts/{app_id}/register/{field}/withdraw', { params: { path: { ...of(appId.value), field } } })),
      onSettled,
    }),
  }
}
