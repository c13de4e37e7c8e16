import { useQuery } from '@tanstack/vue-query'
import { api, ask } from './client'
import { setZone } from '@/text/time'

/** What kind of installation this is. */
export function usePlatform() {
  return useQuery({
    queryKey: ['platform'],
    queryFn: async () => {
      const platform = await ask(api.GET('/api/v1/platform'))
      setZone(platform.zone)
      return platform
    },
    staleTime: Infinity,
  })
}
