import { useMutation, useQueryClient } from '@tanstack/vue-query'
import type { IssueInvitation } from '@client/index'
import { api, ask } from './client'
import { useParts } from './pages'

const queryKey = ['registration-invitations']

/** Invitations to register, the newest first. */
export function useRegistrationInvitations() {
  return useParts(queryKey, (after) => ask(api.GET('/api/v1/operations/registration-invitations', { params: { query: { after } } })))
}

export function useInvitationChanges() {
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey })
  return {
    issue: useMutation({
      mutationFn: (body: IssueInvitation) => ask(api.POST('/api/v1/operations/registration-invitations', { body })),
      onSettled,
    }),
    takeBack: useMutation({
      mutationFn: (id: string) => ask(api.DELETE('/api/v1/operations/registration-invitations/{id}', { params: { path: { id } } })),
      onSettled,
    }),
  }
}
