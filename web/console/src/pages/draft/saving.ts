import { computed, onScopeDispose, ref, watch } from 'vue'
import type { Draft, Form } from '@client/index'
import { readDraft, saveDraft } from '@/api/authorizations'
import { isProblem } from '@/api/problem'
import { sentForm, wholeForm } from './form'

const PAUSE_MS = 700
/** How long after a save that got no answer the next is tried. */
const AGAIN_MS = 3000
const KEPT = 'vermilion.typed.draft.'

/**
 * A draft that is saved on the server while it is typed. What was typed and not saved yet is also kept
 * in this window, so that a reload or an ended session loses nothing.
 */
export function useSavedDraft(appId: string, id: string, draft: Draft) {
  const form = ref<Form>(wholeForm(draft.form))
  const version = ref(draft.version)
  const savedAt = ref(draft.saved_at)
  const fault = ref<unknown>(null)
  const theirs = ref<Draft | null>(null)
  const busy = ref(false)
  const dirty = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined

  restore()
  // Only what would be sent counts: an empty box that was opened is no change.
  const typed = computed(() => JSON.stringify(sentForm(form.value)))
  watch(typed, (text) => {
    dirty.value = true
    sessionStorage.setItem(KEPT + id, JSON.stringify({ version: version.value, form: JSON.parse(text) as Form }))
    clearTimeout(timer)
    timer = setTimeout(() => void save(), PAUSE_MS)
  })
  if (dirty.value) void save()

  function restore() {
    const text = sessionStorage.getItem(KEPT + id)
    if (!text) return
    const kept = JSON.parse(text) as { version: number; form: Form }
    form.value = wholeForm(kept.form)
    version.value = kept.version
    dirty.value = true
  }

  /** Saves now, one at a time; true when the server has everything. */
  async function save(): Promise<boolean> {
    clearTimeout(timer)
    while (running) await running
    if (!dirty.value || theirs.value) return !theirs.value
    running = send()
    await running
    running = undefined
    return !dirty.value
  }

  async function send(): Promise<void> {
    busy.value = true
    const text = typed.value
    try {
      const saved = await saveDraft(appId, id, version.value, JSON.parse(text) as Form)
      version.value = saved.version
      savedAt.value = saved.saved_at
      fault.value = null
      dirty.value = typed.value !== text
      if (!dirty.value) sessionStorage.removeItem(KEPT + id)
    } catch (why) {
      if (isProblem(why) && why.status === 412) theirs.value = await readDraft(appId, id).catch(() => null)
      fault.value = why
      if (isProblem(why) && (why.status === 0 || why.status === 503)) timer = setTimeout(() => void save(), AGAIN_MS)
    } finally {
      busy.value = false
    }
  }

  /** Settles a conflict: what stands here, or what the other window saved. */
  async function settle(mine: boolean): Promise<void> {
    const other = theirs.value
    if (!other) return
    version.value = other.version
    theirs.value = null
    fault.value = null
    if (mine) {
      dirty.value = true
      await save()
      return
    }
    form.value = wholeForm(other.form)
    await Promise.resolve()
    clearTimeout(timer)
    dirty.value = false
    savedAt.value = other.saved_at
    sessionStorage.removeItem(KEPT + id)
  }

  function forget() {
    clearTimeout(timer)
    sessionStorage.removeItem(KEPT + id)
  }

  function onLeave(event: BeforeUnloadEvent) {
    if (dirty.value) void save()
    if (dirty.value && fault.value) event.preventDefault()
  }
  window.addEventListener('beforeunload', onLeave)
  onScopeDispose(() => {
    window.removeEventListener('beforeunload', onLeave)
    clearTimeout(timer)
    if (dirty.value) void save()
  })

  const state = computed<'saved' | 'saving' | 'failed' | 'conflict'>(() => {
    if (theirs.value) return 'conflict'
    if (fault.value) return 'failed'
    return busy.value || dirty.value ? 'saving' : 'saved'
  })

  return { form, version, savedAt, fault, theirs, state, save, settle, forget }
}

export type SavedDraft = ReturnType<typeof useSavedDraft>
