import { useQuery } from '@tanstack/vue-query'
import { api, ask } from './client'

/** How the nodes stand. Asked as one comes or comes back to the window, never by a clock: asking keeps a session alive. */
export function useNodes() {
  return useQuery({
    queryKey: ['nodes'],
    queryFn: () => ask(api.GET('/api/v1/operations/nodes')),
    refetchOnWindowFocus: 'always',
  })
}
