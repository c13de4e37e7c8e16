import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { api, ask } from './client'
import { makePasskey } from '@/session/passkeys'

/** How one can prove who one is, beside the password. */
export function useFactors() {
  return useQuery({ queryKey: ['factors'], queryFn: () => ask(api.GET('/api/v1/factors')) })
}

export function useFactorChanges() {
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: ['factors'] })
  return {
    /** What a generator is to be told; nothing is kept before a code of it was typed. */
    beginTotp: useMutation({ mutationFn: () => ask(api.POST('/api/v1/factors/totp/begin')) }),
    addTotp: useMutation({
      mutationFn: (body: { ceremony: string; code: string; name: string }) => ask(api.POST('/api/v1/factors/totp', { body })),
      onSettled,
    }),
    addPasskey: useMutation({
      mutationFn: async (name: string) => {
        const { ceremony, options } = await ask(api.POST('/api/v1/factors/passkey/begin'))
        const credential = await makePasskey(options)
        return ask(api.POST('/api/v1/factors/passkey', { body: { ceremony, credential, name } }))
      },
      onSettled,
    }),
    renewCodes: useMutation({ mutationFn: () => ask(api.POST('/api/v1/factors/recovery-codes')), onSettled }),
    rename: useMutation({
      mutationFn: ({ id, name }: { id: string; name: string }) =>
        ask(api.PUT('/api/v1/factors/{id}/name', { params: { path: { id } }, body: { name } })),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (id: string) => ask(api.DELETE('/api/v1/factors/{id}', { params: { path: { id } } })),
      onSettled,
    }),
  }
}

/** As which host app's user one signs in by scanning. */
export function useBinding() {
  return useQuery({ queryKey: ['binding'], queryFn: () => ask(api.GET('/api/v1/me/binding')) })
}

export function useBindingChanges() {
  const queries = useQueryClient()
  return {
    askToBind: () => ask(api.POST('/api/v1/scans/bind')),
    unbind: useMutation({
      mutationFn: () => ask(api.DELETE('/api/v1/me/binding')),
      onSettled: () => queries.invalidateQueries({ queryKey: ['binding'] }),
    }),
    renewed: () => queries.invalidateQueries({ queryKey: ['binding'] }),
  }
}
