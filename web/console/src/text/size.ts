import { language } from './i18n'

const STEPS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** 1.5 MB: as people are used to, in steps of 1,024. */
export function size(bytes: number): string {
  const step = Math.min(STEPS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)))
  const digits = step >= 2 ? 1 : 0
  const options = { style: 'unit', unit: STEPS[step], unitDisplay: 'short', maximumFractionDigits: digits } as const
  return new Intl.NumberFormat(language(), options).format(bytes / 1024 ** step)
}
