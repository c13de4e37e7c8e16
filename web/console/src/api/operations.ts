import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import type { Ref } from 'vue'
import { api, ask } from './client'
import { useParts } from './pages'

/** Which accounts; a word that is empty leaves them all. */
export interface Which {
  name: string
  standing: string
  account_type: string
}

/** Accounts of the platform, read by seek: an AppID and a whole name are found at once. */
export function useOperatedAccounts(which: Ref<Which>) {
  return useParts(['operated', which], (after) => {
    const asked = Object.fromEntries(Object.entries(which.value).filter(([, word]) => word))
    return ask(api.GET('/api/v1/operations/accounts', { params: { query: { after, ...asked } } }))
  })
}

/** Suspends or restores an account, with a coded reason. */
export function useStanding() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ appId, to, reason }: { appId: string; to: 'suspend' | 'restore'; reason: string }) => {
      const asked = { params: { path: { app_id: appId } }, body: { reason } }
      return ask(
        to === 'suspend'
          ? api.POST('/api/v1/operations/accounts/{app_id}/suspend', asked)
          : api.POST('/api/v1/operations/accounts/{app_id}/restore', asked),
      )
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['operated'] }),
  })
}

export function useHostApps() {
  return useQuery({
    queryKey: ['host-apps'],
    queryFn: async () => (await ask(api.GET('/api/v1/operations/host-apps'))).items,
  })
}

export function useHostAppChanges() {
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: ['host-apps'] })
  const listing = (id: string, appId: string) => ({ params: { path: { id, app_id: appId } } })
  return {
    make: useMutation({ mutationFn: (name: string) => ask(api.POST('/api/v1/operations/host-apps', { body: { name } })), onSettled }),
    issue: useMutation({
      mutationFn: (id: string) => ask(api.POST('/api/v1/operations/host-apps/{id}/keys', { params: { path: { id } } })),
      onSettled,
    }),
    revoke: useMutation({
      mutationFn: ({ id, number }: { id: string; number: number }) =>
        ask(api.DELETE('/api/v1/operations/host-apps/{id}/keys/{number}', { params: { path: { id, number } } })),
      onSettled,
    }),
    list: useMutation({
      mutationFn: ({ id, appId }: { id: string; appId: string }) =>
        ask(api.PUT('/api/v1/operations/host-apps/{id}/listings/{app_id}', listing(id, appId))),
      onSettled,
    }),
    unlist: useMutation({
      mutationFn: ({ id, appId }: { id: string; appId: string }) =>
        ask(api.DELETE('/api/v1/operations/host-apps/{id}/listings/{app_id}', listing(id, appId))),
      onSettled,
    }),
  }
}
