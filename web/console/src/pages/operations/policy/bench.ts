import type { TryPolicy } from '@client/index'

/** An application that somebody makes up, as the bench's fields hold it. */
export interface MadeUp {
  action: 'grant' | 'delegate'
  account_type: string
  capability: string
  beside: string[]
  held: string[]
  age: string
  days: string
  purpose: string
  evidence: string[]
}

export function madeUp(): MadeUp {
  return { action: 'grant', account_type: 'mini_program', capability: 'phone_number', beside: [], held: [], age: '30', days: '', purpose: '', evidence: [] }
}

/** Digits of a field as a number; nothing where there are none. */
function number(typed: string): number | undefined {
  const digits = typed.replace(/\D/g, '').slice(0, 9)
  return digits === '' ? undefined : Number(digits)
}

/** As the API takes it. */
export function asked(form: MadeUp): NonNullable<TryPolicy['made_up']> {
  const { action, account_type, capability, beside, held, age, days, purpose, evidence } = form
  return {
    action,
    account_type,
    capability,
    asked: [capability, ...beside.filter((id) => id !== capability)],
    held,
    age_days: number(age) ?? 0,
    days: number(days) ?? null,
    purpose,
    evidence,
  }
}

/** The id of a case, also where its page's whole address was pasted. */
export function caseId(typed: string): string {
  return typed.trim().replace(/[?#].*$/, '').replace(/\/+$/, '').split('/').pop() ?? ''
}
