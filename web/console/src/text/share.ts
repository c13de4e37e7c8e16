import { language, t } from './i18n'

/** 3 / 4（75%）: so many of both; nothing of nothing. */
export function share(part: number, rest: number): string {
  const all = part + rest
  if (all === 0) return t('ui.text.none')
  const percent = new Intl.NumberFormat(language(), { style: 'percent', maximumFractionDigits: 0 }).format(part / all)
  return t('ui.text.share', { part, all, percent })
}
