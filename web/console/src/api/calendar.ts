import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { api, ask } from './client'

/** Every year that is known, and those that should be. */
export function useCalendar() {
  return useQuery({
    queryKey: ['calendar'],
    queryFn: () => ask(api.GET('/api/v1/operations/calendar')),
  })
}

export interface YearWritten {
  version: number
  holidays: string[]
  make_up: string[]
  source: string
}

export function useSetYear() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ year, body }: { year: number; body: YearWritten }) =>
      ask(api.PUT('/api/v1/operations/calendar/{year}', { params: { path: { year } }, body })),
    onSuccess: (calendar) => queries.setQueryData(['calendar'], calendar),
    onError: () => queries.invalidateQueries({ queryKey: ['calendar'] }),
  })
}
