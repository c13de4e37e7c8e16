import type { EditedReason } from '@client/index'
import type { WrittenReason } from '@/api/reasons'
import { language } from '@/text/i18n'

export const FAMILIES = ['incomplete', 'mismatch', 'rules'] as const
/** Where a reason is usually bound: in the application's form, and in the account's register. */
export const POINTERS = ['', '/account_name', '/account_type', '/capabilities', '/purpose', '/evidence', '/until', '/subject', '/category', '/introduction']

/** What is written of a reason, without its code and its version. */
export function written(of: EditedReason | null): WrittenReason {
  const words = { detail: '', next: '' }
  if (!of) return { family: 'incomplete', mended_at: 'application', pointer: '', 'zh-CN': words, en: { ...words } }
  const { family, mended_at, pointer, en } = of
  return { family, mended_at, pointer, 'zh-CN': of['zh-CN'], en }
}

/** Each family keeps the reason of its name: unbound, in its family, never retired. */
export function isGeneral(code: string): boolean {
  return FAMILIES.some((family) => family === code)
}

/** What it says, in the page's language. */
export function said(of: EditedReason): { detail: string; next: string } {
  return language() === 'en' ? of.en : of['zh-CN']
}
