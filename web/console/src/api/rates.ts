import { useQuery } from '@tanstack/vue-query'
import type { Ref } from 'vue'
import { api, ask } from './client'

/** How often reviewers agree, how often appeals overturn rejections, and how long decisions take. */
export function useRates(days: Ref<number>) {
  return useQuery({
    queryKey: ['review-rates', days],
    queryFn: () => ask(api.GET('/api/v1/operations/review/rates', { params: { query: { days: days.value } } })),
  })
}
