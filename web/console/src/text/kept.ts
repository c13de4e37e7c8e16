import { watch, type Ref } from 'vue'

const PREFIX = 'vermilion.typed.'

/** Keeps what is typed through a reload, in this window only. Never for passwords and codes. */
export function keepTyped<T extends object>(name: string, form: Ref<T>): { forget: () => void } {
  const key = PREFIX + name
  const kept = sessionStorage.getItem(key)
  if (kept) Object.assign(form.value, JSON.parse(kept))
  const stop = watch(form, (value) => sessionStorage.setItem(key, JSON.stringify(value)), { deep: true })
  return {
    forget() {
      stop()
      sessionStorage.removeItem(key)
    },
  }
}
