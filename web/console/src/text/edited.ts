import { computed, ref, watch, type WatchSource } from 'vue'
import { keepTyped } from './kept'

const copy = <T>(of: T): T => JSON.parse(JSON.stringify(of)) as T
const alike = <T>(a: T, b: T) => JSON.stringify(a) === JSON.stringify(b)

/**
 * What somebody edits of a thing that the server keeps in versions: kept through a reload, and a version that somebody
 * else saved meanwhile is told and overwrites nothing. Without a name nothing is kept: for what holds a secret.
 */
export function useEdited<T extends object>(name: string | null, saved: () => { version: number; form: T }, same: (a: T, b: T) => boolean = alike) {
  const typed = ref({ version: -1, form: copy(saved().form), begun: copy(saved().form) })
  if (name) keepTyped(name, typed)
  const form = computed({ get: () => typed.value.form as T, set: (to: T) => (typed.value.form = to as typeof typed.value.form) })
  const touched = computed(() => !same(typed.value.form as T, typed.value.begun as T))
  const changed = computed(() => !same(typed.value.form as T, saved().form))
  const outdated = computed(() => typed.value.version !== saved().version)

  /** What is saved, in place of what was typed. */
  function begin() {
    typed.value = { version: saved().version, form: copy(saved().form), begun: copy(saved().form) } as typeof typed.value
  }
  const version: WatchSource<number> = () => saved().version
  watch(version, () => outdated.value && !touched.value && begin(), { immediate: true })

  return {
    form,
    /** Whether anything was typed, and whether it differs from what is saved now. */
    touched,
    changed,
    outdated,
    begin,
    /** What was typed, over the version that is saved now. */
    goOn: () => (typed.value.version = saved().version),
    version: computed(() => typed.value.version),
  }
}
