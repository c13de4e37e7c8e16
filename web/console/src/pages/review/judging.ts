import { computed, ref, watch, type Ref } from 'vue'
import type { CaseInFull } from '@client/index'
import { useChecks, type BoundReason, type Verdicts } from '@/api/review'

type Item = CaseInFull['checklist'][number]

const within = (part: string, whole: string) => part === whole || part.startsWith(`${whole}/`)

/** Whether a reason says something of an item: it names its field, a part of it, or what it is part of. */
export function tells(reason: BoundReason, item: { pointer: string }): boolean {
  return within(item.pointer, reason.pointer) || within(reason.pointer, item.pointer)
}

/** What is found at each item of a case, kept by the server for this reviewer; and the reasons, kept in this window. */
export function useJudging(of: Ref<CaseInFull>) {
  const KEPT = `vermilion.typed.case.${of.value.id}`
  const verdicts = ref<Verdicts>(given(of.value))
  const reasons = ref<BoundReason[]>(JSON.parse(sessionStorage.getItem(KEPT) ?? '[]'))
  const save = useChecks(computed(() => of.value.id))
  watch(reasons, (now) => sessionStorage.setItem(KEPT, JSON.stringify(now)))

  const items = computed(() => of.value.checklist)
  const unjudged = computed(() => items.value.filter((item) => !verdicts.value[item.id]))
  const faulty = computed(() => items.value.filter((item) => verdicts.value[item.id] === 'faulty'))
  const unexplained = computed(() => faulty.value.filter((item) => !reasons.value.some((reason) => tells(reason, item))))

  function judge(item: Item, verdict: 'fine' | 'faulty') {
    verdicts.value = { ...verdicts.value, [item.id]: verdict }
    // What is fine has no reason of its own any more.
    if (verdict === 'fine') reasons.value = reasons.value.filter((reason) => !within(reason.pointer, item.pointer))
    save.mutate({ [item.id]: verdict })
  }

  /** A reason about a field finds its item at fault. */
  function add(reason: BoundReason) {
    reasons.value = [...reasons.value, reason]
    const found = items.value.filter((item) => within(reason.pointer, item.pointer) && verdicts.value[item.id] !== 'faulty')
    for (const item of found) judge(item, 'faulty')
  }

  function drop(reason: BoundReason) {
    reasons.value = reasons.value.filter((one) => one !== reason)
  }

  function forget() {
    reasons.value = []
    sessionStorage.removeItem(KEPT)
  }

  return { verdicts, reasons, unjudged, faulty, unexplained, judge, add, drop, forget, fault: save.error }
}

export type Judging = ReturnType<typeof useJudging>

function given(of: CaseInFull): Verdicts {
  const said = of.checklist.filter((item) => item.verdict === 'fine' || item.verdict === 'faulty')
  return Object.fromEntries(said.map((item) => [item.id, item.verdict as 'fine' | 'faulty']))
}
