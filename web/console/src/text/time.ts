import { language, t } from './i18n'

/** The platform's time zone: dates are shown in it wherever the reader sits. */
const ZONE = 'Asia/Shanghai'

const formats = new Map<string, Intl.DateTimeFormat>()

function format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language()} ${name}`
  let found = formats.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat(language() === 'en' ? 'en-GB' : 'zh-CN', { timeZone: ZONE, ...options })
    formats.set(key, found)
  }
  return found
}

/** 2026年11月27日 18:00 */
export function moment(at: string): string {
  return format('moment', { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }).format(
    new Date(at),
  )
}

export function day(at: string): string {
  return format('day', { year: 'numeric', month: 'short', day: 'numeric' }).format(new Date(at))
}

/** What is left until a time, in the two largest units; negative when it passed. */
export function left(until: string, now: number): { passed: boolean; text: string } {
  const minutes = Math.round((new Date(until).getTime() - now) / 60_000)
  const span = Math.abs(minutes)
  const days = Math.floor(span / 1440)
  const hours = Math.floor((span % 1440) / 60)
  const text =
    days > 0
      ? t('ui.time.days_hours', { days, hours })
      : hours > 0
        ? t('ui.time.hours_minutes', { hours, minutes: span % 60 })
        : t('ui.time.minutes', { minutes: span })
  return { passed: minutes < 0, text }
}
