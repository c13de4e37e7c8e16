import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import type { Ref } from 'vue'
import { api, ask } from './client'
import { useParts } from './pages'

export const ROLES = ['administrator', 'developer', 'operator', 'analyst'] as const
export type RoleWord = (typeof ROLES)[number]

export function useMembers(appId: Ref<string>) {
  return useParts(['members', appId], (after) =>
    ask(api.GET('/api/v1/accounts/{app_id}/members', { params: { path: { app_id: appId.value }, query: { after } } })),
  )
}

export function useMemberInvitations(appId: Ref<string>, enabled: Ref<boolean>) {
  return useQuery({
    enabled,
    queryKey: ['member-invitations', appId],
    queryFn: async () =>
      (await ask(api.GET('/api/v1/accounts/{app_id}/invitations', { params: { path: { app_id: appId.value } } }))).items,
  })
}

export function useMemberChanges(appId: Ref<string>) {
  const queries = useQueryClient()
  const onSettled = () =>
    Promise.all([queries.invalidateQueries({ queryKey: ['members'] }), queries.invalidateQueries({ queryKey: ['member-invitations'] })])
  const path = (id: string) => ({ params: { path: { app_id: appId.value, id } } })
  const here = () => ({ params: { path: { app_id: appId.value } } })
  return {
    invite: useMutation({
      mutationFn: (body: { email: string; role: string }) =>
        ask(api.POST('/api/v1/accounts/{app_id}/invitations', { ...here(), body })),
      onSettled,
    }),
    takeBack: useMutation({
      mutationFn: (id: string) => ask(api.DELETE('/api/v1/accounts/{app_id}/invitations/{id}', path(id))),
      onSettled,
    }),
    change: useMutation({
      mutationFn: ({ id, role }: { id: string; role: string }) =>
        ask(api.PUT('/api/v1/accounts/{app_id}/members/{id}', { ...path(id), body: { role } })),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (id: string) => ask(api.DELETE('/api/v1/accounts/{app_id}/members/{id}', path(id))),
      onSettled,
    }),
    leave: useMutation({ mutationFn: () => ask(api.POST('/api/v1/accounts/{app_id}/leave', here())), onSettled }),
  }
}
