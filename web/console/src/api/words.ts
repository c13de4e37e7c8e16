import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { api, ask } from './client'

/** Words that no account's name may contain. */
export function useProtectedWords() {
  return useQuery({
    queryKey: ['protected-words'],
    queryFn: async () => (await ask(api.GET('/api/v1/operations/protected-words'))).items,
  })
}

export function useWordChanges() {
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: ['protected-words'] })
  const path = (word: string) => ({ params: { path: { word } } })
  return {
    protect: useMutation({
      mutationFn: ({ word, appId }: { word: string; appId: string | null }) =>
        ask(api.PUT('/api/v1/operations/protected-words/{word}', { ...path(word), body: { app_id: appId } })),
      onSettled,
    }),
    free: useMutation({
      mutationFn: (word: string) => ask(api.DELETE('/api/v1/operations/protected-words/{word}', path(word))),
      onSettled,
    }),
  }
}
