import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import type { Form } from '@client/index'
import { api, ask, askFull } from './client'
import { language } from '@/text/i18n'

export function useAuthorizations(appId: Ref<string>) {
  return useQuery({
    queryKey: ['authorizations', appId, computed(language)],
    queryFn: async () =>
      (await ask(api.GET('/api/v1/accounts/{app_id}/authorizations', { params: { path: { app_id: appId.value } } }))).items,
  })
}

export function useAuthorization(appId: Ref<string>, id: Ref<string>) {
  return useQuery({
    queryKey: ['authorizations', appId, id, computed(language)],
    queryFn: () =>
      ask(
        api.GET('/api/v1/accounts/{app_id}/authorizations/{id}', {
          params: { path: { app_id: appId.value, id: id.value } },
        }),
      ),
  })
}

export function useDrafts(appId: Ref<string>, enabled: Ref<boolean>) {
  return useQuery({
    queryKey: ['drafts', appId],
    queryFn: async () =>
      (await ask(api.GET('/api/v1/accounts/{app_id}/drafts', { params: { path: { app_id: appId.value } } }))).items,
    enabled,
  })
}

/** What changes authorizations and drafts; afterwards both are read anew. */
export function useAuthorizationChanges(appId: Ref<string>) {
  const queries = useQueryClient()
  const onSettled = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['authorizations'] }),
      queries.invalidateQueries({ queryKey: ['drafts'] }),
      queries.invalidateQueries({ queryKey: ['calls'] }),
    ])
  const path = (id: string) => ({ params: { path: { app_id: appId.value, id } } })
  const start = useMutation({
    mutationFn: (body: { authorization: string | null; form: Form }) =>
      ask(api.POST('/api/v1/accounts/{app_id}/drafts', { params: { path: { app_id: appId.value } }, body })),
    onSettled,
  })
  const discard = useMutation({
    mutationFn: (id: string) => ask(api.DELETE('/api/v1/accounts/{app_id}/drafts/{id}', path(id))),
    onSettled,
  })
  const takeBack = useMutation({
    mutationFn: (id: string) =>
      ask(api.POST('/api/v1/accounts/{app_id}/authorizations/{id}/withdraw-submission', path(id))),
    onSettled,
  })
  const giveUp = useMutation({
    mutationFn: ({ id, capabilities }: { id: string; capabilities: string[] }) =>
      ask(
        api.POST('/api/v1/accounts/{app_id}/authorizations/{id}/give-up', { ...path(id), body: { capabilities } }),
      ),
    onSettled,
  })
  const revoke = useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      ask(api.POST('/api/v1/accounts/{app_id}/authorizations/{id}/revoke', { ...path(id), body: { name } })),
    onSettled,
  })
  const submit = useMutation({
    mutationFn: ({ id, version }: { id: string; version: number }) => submitDraft(appId.value, id, version),
    onSettled,
  })
  return { start, discard, submit, takeBack, giveUp, revoke }
}

/** A draft with its version, which the next save must name. */
export async function readDraft(appId: string, id: string) {
  const answer = await askFull(
    api.GET('/api/v1/accounts/{app_id}/drafts/{id}', { params: { path: { app_id: appId, id } } }),
  )
  return answer.data!
}

export async function saveDraft(appId: string, id: string, version: number, form: Form) {
  return ask(
    api.PUT('/api/v1/accounts/{app_id}/drafts/{id}', {
      params: { path: { app_id: appId, id }, header: { 'If-Match': `"${version}"` } },
      body: { form },
    }),
  )
}

export async function checkDraft(appId: string, id: string) {
  return (
    await ask(
      api.POST('/api/v1/accounts/{app_id}/drafts/{id}/preflight', { params: { path: { app_id: appId, id } } }),
    )
  ).findings
}

async function submitDraft(appId: string, id: string, version: number) {
  return ask(
    api.POST('/api/v1/accounts/{app_id}/drafts/{id}/submit', {
      params: { path: { app_id: appId, id }, header: { 'If-Match': `"${version}"` } },
    }),
  )
}
