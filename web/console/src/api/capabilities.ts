import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, ask } from './client'
import { language } from '@/text/i18n'

/** The whole catalogue, named in the page's language. */
export function useCapabilities() {
  return useQuery({
    queryKey: ['capabilities', computed(language)],
    queryFn: async () => (await ask(api.GET('/api/v1/capabilities'))).items,
    staleTime: Infinity,
  })
}

/** A capability's name; its id until the catalogue is here. */
export function useCapabilityNames(): (id: string) => string {
  const { data } = useCapabilities()
  const names = computed(() => new Map(data.value?.map((entry) => [entry.id, entry.name])))
  return (id) => names.value.get(id) ?? id
}
