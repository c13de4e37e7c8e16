import type { Account, Capability, Form } from '@client/index'

/** An application's form with every part present, whatever an older draft left out. */
export function wholeForm(form: Partial<Form> | null | undefined): Form {
  return {
    account_name: form?.account_name ?? '',
    account_type: form?.account_type ?? '',
    capabilities: [...(form?.capabilities ?? [])],
    purpose: { ...form?.purpose },
    evidence: structuredCloneOf(form?.evidence ?? {}),
    until: form?.until ?? null,
  }
}

function structuredCloneOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

/** A new application of an account: what the register knows is filled in. */
export function newForm(account: Pick<Account, 'name' | 'account_type'>): Form {
  return wholeForm({ account_name: account.name, account_type: account.account_type })
}

/** The piece of evidence of a kind, made when there is none yet. */
export function evidenceOf(form: Form, capability: string, kind: string) {
  const all = (form.evidence[capability] ??= [])
  let found = all.find((piece) => piece.kind === kind)
  if (!found) {
    found = { kind, name: '', text: '', file: null }
    all.push(found)
    found = all[all.length - 1]!
  }
  return found
}

/** What is sent: nothing of capabilities that are no longer chosen, no empty evidence. */
export function sentForm(form: Form): Form {
  const chosen = new Set(form.capabilities)
  const only = <T>(parts: Record<string, T>) => Object.fromEntries(Object.entries(parts).filter(([id]) => chosen.has(id)))
  const evidence = only(form.evidence)
  for (const [id, pieces] of Object.entries(evidence)) {
    const said = pieces.filter((piece) => piece.name.trim() || piece.text.trim() || piece.file)
    if (said.length > 0) evidence[id] = said
    else delete evidence[id]
  }
  return { ...form, purpose: only(form.purpose), evidence, until: form.until || null }
}

export const STEPS = ['who', 'capabilities', 'purpose', 'confirm'] as const

/** The step on which the field of a pointer stands. */
export function stepOf(pointer: string): number {
  if (/^\/account_(name|type)/.test(pointer)) return 0
  if (pointer.startsWith('/capabilities')) return 1
  if (/^\/(purpose|evidence|until)/.test(pointer)) return 2
  return 3
}

/** Whether a pointer is a place's, or lies under it. */
export function under(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`)
}

/** What an account of a type may ask for. */
export function askable(catalogue: Capability[], type: string): Capability[] {
  return catalogue.filter((entry) => !entry.from_start && entry.account_types.some((known) => known === type))
}
