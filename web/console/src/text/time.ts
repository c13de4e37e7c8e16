import { ref } from 'vue'
import { language, t } from './i18n'

const MINUTE = 60_000

/** How far the platform's clock runs ahead of Greenwich's: dates are shown by it wherever the reader sits. */
const ahead = ref(8 * 60 * MINUTE)

/** Told once by the server, as `+08:00`. */
export function setZone(zone: string): void {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(zone) ?? []
  if (sign) ahead.value = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE
}

/** That moment on the platform's clock, for a format that believes it to be Greenwich's. */
function onItsClock(at: string | number): Date {
  return new Date(new Date(at).getTime() + ahead.value)
}

const formats = new Map<string, Intl.DateTimeFormat>()

function format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language()} ${name}`
  let found = formats.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat(language() === 'en' ? 'en-GB' : 'zh-CN', { timeZone: 'UTC', ...options })
    formats.set(key, found)
  }
  return found
}

/** 2026年11月27日 18:00 */
export function moment(at: string): string {
  return format('moment', { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }).format(
    onItsClock(at),
  )
}

export function day(at: string): string {
  return format('day', { year: 'numeric', month: 'short', day: 'numeric' }).format(onItsClock(at))
}

/** When a day, as `2026-11-27`, begins on the platform's clock. */
export function beginningOf(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - ahead.value).toISOString()
}

/** Which day it is on the platform's clock, as `2026-11-27`. */
export function dayOf(at: number): string {
  return onItsClock(at).toISOString().slice(0, 10)
}

/** 1月4日星期一: a day of a year, as `2027-01-04`. */
export function dayInYear(day: string): string {
  return format('day in year', { month: 'long', day: 'numeric', weekday: 'long' }).format(new Date(day))
}

/** 1月1日至1月3日: a day, or a run of days as `2027-01-01..2027-01-03`. */
export function runInYear(run: string): string {
  const [from, to] = run.split('..').map((day) => format('of year', { month: 'long', day: 'numeric' }).format(new Date(day)))
  return to ? t('ui.time.from_to', { from: from!, to }) : from!
}

export function monthOf(year: number, month: number): string {
  return format('month', { month: 'long' }).format(Date.UTC(year, month - 1, 1))
}

/** The days of a week from Monday, in full and as short as can be. */
export function weekdays(): { long: string; short: string }[] {
  // 2024-01-01 was a Monday.
  const days = Array.from({ length: 7 }, (_, at) => Date.UTC(2024, 0, 1 + at))
  const [long, short] = [format('weekday', { weekday: 'long' }), format('weekday letter', { weekday: 'narrow' })]
  return days.map((day) => ({ long: long.format(day), short: short.format(day) }))
}

/** So many working days; none is the same day. */
export function workingDays(days: number): string {
  return days === 0 ? t('ui.time.same_day') : t('ui.time.working_days', { days })
}

/** A short while: 120 毫秒, 9 秒, 3 分钟. */
export function short(millis: number): string {
  if (millis < 1_000) return t('ui.nodes.milliseconds', { n: Math.round(millis) })
  if (millis < 2 * MINUTE) return t('ui.nodes.seconds', { n: Math.round(millis / 1_000) })
  return left(new Date(millis).toISOString(), 0).text
}

/** What is left until a time, in the two largest units; negative when it passed. */
export function left(until: string, now: number): { passed: boolean; text: string } {
  const minutes = Math.round((new Date(until).getTime() - now) / MINUTE)
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
