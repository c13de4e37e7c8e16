import { onScopeDispose, ref, type Ref } from 'vue'

/** The present, a minute at a time. */
export function useNow(): Ref<number> {
  const now = ref(Date.now())
  const timer = setInterval(() => (now.value = Date.now()), 60_000)
  onScopeDispose(() => clearInterval(timer))
  return now
}
