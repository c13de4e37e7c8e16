import type { EditedReason } from '@client/index'
import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import type { Ref } from 'vue'
import { api, ask } from './client'
import { Problem } from './problem'

async function all(): Promise<EditedReason[]> {
  return (await ask(api.GET('/api/v1/operations/review/reasons'))).items
}

/** Every coded reason as operators see it, retired ones too. */
export function useEditedReasons() {
  return useQuery({ queryKey: ['edited-reasons'], queryFn: all })
}

export function useEditedReason(code: Ref<string>) {
  return useQuery({
    queryKey: ['edited-reasons', code],
    queryFn: async () => {
      const found = (await all()).find((one) => one.code === code.value)
      if (!found) throw new Problem(404, 'missing', '', '', '', [])
      return found
    },
  })
}

export type WrittenReason = Omit<EditedReason, 'code' | 'version' | 'retired_at'>

export function useReasonChanges() {
  const queries = useQueryClient()
  // The desk's list, too, says what it says now.
  const onSettled = () => Promise.all(['edited-reasons', 'reasons'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
  const path = (code: string) => ({ params: { path: { code } } })
  return {
    save: useMutation({
      mutationFn: ({ code, body }: { code: string; body: WrittenReason & { version: number } }) =>
        ask(api.PUT('/api/v1/operations/review/reasons/{code}', { ...path(code), body })),
      onSettled,
    }),
    retire: useMutation({
      mutationFn: ({ code, version }: { code: string; version: number }) =>
        ask(api.POST('/api/v1/operations/review/reasons/{code}/retire', { ...path(code), body: { version } })),
      onSettled,
    }),
  }
}
