import { t } from '@/text/i18n'

const ORDER = ['none', 'automatic', 'one_person', 'two_persons'] as const
export type Review = (typeof ORDER)[number]

/** The word as the console knows it; what is newer than this page is taken for the most. */
export function reviewOf(word: string): Review {
  return ORDER.find((one) => one === word) ?? 'two_persons'
}

/** A category may need more than the field itself: the greater of the two counts. */
export function greater(one: Review, other: Review): Review {
  return ORDER.indexOf(one) > ORDER.indexOf(other) ? one : other
}

/** Whether a person must agree before it holds. */
export function isReviewed(review: Review): boolean {
  return review === 'one_person' || review === 'two_persons'
}

/** How many changes are left, of how many, and when they are counted anew. */
export function leftOf(field: { per: string; changes: number; changes_left: number }): string {
  const words = { left: field.changes_left, all: field.changes }
  return field.per === 'month' ? t('ui.basic.left_month', words) : t('ui.basic.left_year', words)
}
