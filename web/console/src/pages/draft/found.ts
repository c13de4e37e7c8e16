import { computed, inject, type ComputedRef, type InjectionKey } from 'vue'
import type { Finding, Reason } from '@client/index'
import { under } from './form'

interface Found {
  findings: ComputedRef<Finding[]>
  reasons: ComputedRef<Reason[]>
}

/** What the checks found and what the last reviewer said, for the fields to show. */
export const FOUND: InjectionKey<Found> = Symbol('found')

/** The first finding at a place, and the reviewer's reasons there. */
export function useFound() {
  const found = inject(FOUND)
  return {
    at: (place: string) => found?.findings.value.find((finding) => under(finding.pointer, place)),
    exactly: (place: string) => found?.findings.value.find((finding) => finding.pointer === place),
    reasons: (place: string) => found?.reasons.value.filter((reason) => under(reason.pointer, place)) ?? [],
    all: computed(() => found?.findings.value ?? []),
  }
}
