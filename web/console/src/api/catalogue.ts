import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { api, ask } from './client'

/** Which version of the catalogue is in force, and which will be. */
export function useCatalogue() {
  return useQuery({
    queryKey: ['catalogue'],
    queryFn: () => ask(api.GET('/api/v1/operations/catalogue')),
  })
}

/** Without a text: the version that came with the program. */
export function useCataloguePreview() {
  return useMutation({
    mutationFn: (text: string | null) => ask(api.POST('/api/v1/operations/catalogue/preview', { body: { text } })),
  })
}

export function useCatalogueApply() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { from: number; text: string | null }) => ask(api.POST('/api/v1/operations/catalogue', { body })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['catalogue'] }),
  })
}
