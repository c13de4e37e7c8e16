import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import type { Tokens } from '@client/index'
import { api, ask } from './client'
import { useMe } from '@/session/me'
import { language } from '@/text/i18n'

export function useAccountRead(appId: Ref<string>) {
  return useQuery({
    queryKey: ['account', appId],
    queryFn: () => ask(api.GET('/api/v1/accounts/{app_id}', { params: { path: { app_id: appId.value } } })),
  })
}

/** 冻结, 注销 and their opposites. */
export function useStandingChanges(appId: Ref<string>) {
  const queries = useQueryClient()
  const me = useMe()
  const path = () => ({ params: { path: { app_id: appId.value } } })
  const onSettled = () => Promise.all([queries.invalidateQueries({ queryKey: ['account'] }), me.load().catch(() => undefined)])
  return {
    freeze: useMutation({
      mutationFn: (to: 'freeze' | 'unfreeze') =>
        ask(to === 'freeze' ? api.POST('/api/v1/accounts/{app_id}/freeze', path()) : api.POST('/api/v1/accounts/{app_id}/unfreeze', path())),
      onSettled,
    }),
    close: useMutation({
      mutationFn: (name: string) => ask(api.POST('/api/v1/accounts/{app_id}/closing', { ...path(), body: { name } })),
      onSettled,
    }),
    keep: useMutation({ mutationFn: () => ask(api.DELETE('/api/v1/accounts/{app_id}/closing', path())), onSettled }),
  }
}

/** The account's cases, the newest first. */
export function useOwnCases(appId: Ref<string>) {
  return useQuery({
    queryKey: ['own-case', 'all', appId],
    queryFn: async () => {
      const path = { app_id: appId.value }
      return (await ask(api.GET('/api/v1/accounts/{app_id}/cases', { params: { path, query: { limit: 100 } } }))).items
    },
  })
}

export function useSecrets(appId: Ref<string>, enabled: Ref<boolean>) {
  return useQuery({
    enabled,
    queryKey: ['secrets', appId],
    queryFn: async () =>
      (await ask(api.GET('/api/v1/accounts/{app_id}/secrets', { params: { path: { app_id: appId.value } } }))).items,
  })
}

export function useCalls(appId: Ref<string>) {
  return useQuery({
    queryKey: ['calls', appId, computed(language)],
    queryFn: async () =>
      (await ask(api.GET('/api/v1/accounts/{app_id}/calls', { params: { path: { app_id: appId.value } } }))).items,
  })
}

export function useSecretChanges(appId: Ref<string>) {
  const queries = useQueryClient()
  const onSettled = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['secrets'] }),
      queries.invalidateQueries({ queryKey: ['account'] }),
    ])
  const path = () => ({ params: { path: { app_id: appId.value } } })
  const make = useMutation({
    mutationFn: (name: string) => ask(api.POST('/api/v1/accounts/{app_id}/secrets', { ...path(), body: { name } })),
    onSettled,
  })
  const reset = useMutation({
    mutationFn: (body: { name: string; password: string; tokens: Tokens }) =>
      ask(api.POST('/api/v1/accounts/{app_id}/secrets/reset', { ...path(), body })),
    onSettled,
  })
  const retire = useMutation({
    mutationFn: ({ number, tokens }: { number: number; tokens: Tokens }) =>
      ask(
        api.DELETE('/api/v1/accounts/{app_id}/secrets/{number}', {
          params: { path: { app_id: appId.value, number: String(number) }, query: { tokens } },
        }),
      ),
    onSettled,
  })
  const freeze = useMutation({
    mutationFn: (frozen: boolean) =>
      ask(
        frozen
          ? api.POST('/api/v1/accounts/{app_id}/secrets/freeze', path())
          : api.POST('/api/v1/accounts/{app_id}/secrets/unfreeze', path()),
      ),
    onSettled,
  })
  const numbered = (number: number) => ({ params: { path: { app_id: appId.value, number: String(number) } } })
  const plan = useMutation({
    mutationFn: ({ number, at }: { number: number; at: string }) =>
      ask(api.PUT('/api/v1/accounts/{app_id}/secrets/{number}/retirement', { ...numbered(number), body: { at } })),
    onSettled,
  })
  const unplan = useMutation({
    mutationFn: (number: number) => ask(api.DELETE('/api/v1/accounts/{app_id}/secrets/{number}/retirement', numbered(number))),
    onSettled,
  })
  const leaked = useMutation({
    mutationFn: (number: number) => ask(api.POST('/api/v1/accounts/{app_id}/secrets/{number}/leaked', numbered(number))),
    onSettled,
  })
  return { make, reset, retire, freeze, plan, unplan, leaked }
}
