import type { Policy } from '@client/index'
import { language } from '@/text/i18n'

/** What a rule says, in the page's language. */
export function said(says: NonNullable<Policy['says']>): { detail: string; next: string } {
  return language() === 'en' ? { detail: says.en, next: says.en_next } : { detail: says.zh, next: says.zh_next }
}

/** A new rule begins with one that is whole. */
export const EXAMPLE = `@reason("purpose_too_plain")
@pointer("/purpose/{capability}")
@zh("用途写得太笼统。")
@zh_next("请写明页面、操作和保存期限。")
@en("The purpose says too little.")
@en_next("Name the page, the act and how long it is kept.")
forbid (
  principal,
  action in [Action::"grant", Action::"delegate"],
  resource == Capability::"phone_number"
)
when { context.purpose_length < 20 };
`

/** Where a line and a column, from 1, stand in a text. */
export function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split('\n')
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0)
  const within = [...(lines[line - 1] ?? '')].slice(0, column - 1).join('').length
  return Math.min(before + within, text.length)
}
