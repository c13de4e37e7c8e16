import { useMutation, useQueryClient } from '@tanstack/vue-query'
import type { Ref } from 'vue'
import { api, ask } from './client'
import { useParts } from './pages'

/** The accounts bound to an open-platform account. */
export function useBindings(open: Ref<string>) {
  return useParts(['bindings', open], (after) =>
    ask(api.GET('/api/v1/accounts/{app_id}/bindings', { params: { path: { app_id: open.value }, query: { after } } })),
  )
}

export function useBindingChanges() {
  const queries = useQueryClient()
  const onSettled = () => Promise.all(['bindings', 'account'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
  const at = ({ open, bound }: { open: string; bound: string }) => ({ params: { path: { app_id: open, bound } } })
  return {
    bind: useMutation({
      mutationFn: (pair: { open: string; bound: string }) => ask(api.PUT('/api/v1/accounts/{app_id}/bindings/{bound}', at(pair))),
      onSettled,
    }),
    unbind: useMutation({
      mutationFn: (pair: { open: string; bound: string }) => ask(api.DELETE('/api/v1/accounts/{app_id}/bindings/{bound}', at(pair))),
      onSettled,
    }),
  }
}
