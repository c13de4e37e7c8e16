import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import type { Ref } from 'vue'
import type { AllowList, MessagePush, ServerDomains } from '@client/index'
import { api, ask, askFull } from './client'
import { useParts } from './pages'

/** A setting with the version that its next change must name. */
export interface Versioned<T> {
  body: T
  version: string
}

/** The same as a number. */
export const versionOf = (of: Versioned<unknown>) => Number(of.version.replaceAll('"', ''))

async function versioned<T>(call: Parameters<typeof askFull<T>>[0]): Promise<Versioned<T>> {
  const { data, response } = await askFull<T>(call)
  return { body: data as T, version: response.headers.get('etag') ?? '"0"' }
}

const here = (appId: string) => ({ path: { app_id: appId } })
const at = (appId: string, version: string) => ({ ...here(appId), header: { 'If-Match': version } })

export function useAllowList(appId: Ref<string>) {
  return useQuery({
    queryKey: ['setting', 'allow-list', appId],
    queryFn: () => versioned<AllowList>(api.GET('/api/v1/accounts/{app_id}/settings/allow-list', { params: here(appId.value) })),
  })
}

export function useStrangers(appId: Ref<string>) {
  return useQuery({
    queryKey: ['setting', 'strangers', appId],
    queryFn: async () =>
      (await ask(api.GET('/api/v1/accounts/{app_id}/settings/allow-list/strangers', { params: here(appId.value) }))).items,
  })
}

export function useServerDomains(appId: Ref<string>) {
  return useQuery({
    queryKey: ['setting', 'server-domains', appId],
    queryFn: () => versioned<ServerDomains>(api.GET('/api/v1/accounts/{app_id}/settings/server-domains', { params: here(appId.value) })),
  })
}

export function useMessagePush(appId: Ref<string>) {
  return useQuery({
    queryKey: ['setting', 'message-push', appId],
    queryFn: () => versioned<MessagePush>(api.GET('/api/v1/accounts/{app_id}/settings/message-push', { params: here(appId.value) })),
  })
}

export function useSettingChanges(appId: Ref<string>) {
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: ['setting'] })
  return {
    allowList: useMutation({
      mutationFn: ({ version, body }: Versioned<{ mode: string; networks: string[] }>) =>
        ask(api.PUT('/api/v1/accounts/{app_id}/settings/allow-list', { params: at(appId.value, version), body })),
      onSettled,
    }),
    serverDomains: useMutation({
      mutationFn: ({ version, body }: Versioned<Omit<ServerDomains, 'saved_at'>>) =>
        ask(api.PUT('/api/v1/accounts/{app_id}/settings/server-domains', { params: at(appId.value, version), body })),
      onSettled,
    }),
    messagePush: useMutation({
      mutationFn: ({ version, body }: Versioned<{ url: string; token: string; encoding_aes_key: string | null; format: string; mode: string }>) =>
        ask(api.PUT('/api/v1/accounts/{app_id}/settings/message-push', { params: at(appId.value, version), body })),
      onSettled,
    }),
  }
}

/** Who fetched tokens, the newest first. */
export function useTokenFetches(appId: Ref<string>, enabled: Ref<boolean>) {
  return useParts(
    ['token-fetches', appId],
    (after) => ask(api.GET('/api/v1/accounts/{app_id}/token-fetches', { params: { ...here(appId.value), query: { after } } })),
    { enabled },
  )
}
