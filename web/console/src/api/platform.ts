import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
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

/** The longest file that is taken, in bytes; the default before it is known. */
export function useLongestFile() {
  const platform = usePlatform()
  return computed(() => platform.data.value?.evidence_bytes ?? 10 * 1024 * 1024)
}
