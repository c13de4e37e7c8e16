import { between, isWeekend, type Mark } from './days'

/** What was read from a notice: days off, days worked in exchange, and what could not be taken. */
export interface Read {
  off: string[]
  work: string[]
  refused: { text: string; why: 'unread' | 'other_year' | 'not_make_up' }[]
}

const WORKED = /上班|补班|make-?up|\bwork/i
const OFF = /放假|节假日|休|holiday|\boff\b/i
const ASIDE = /（[^）]*）|\([^)]*\)|〔[^〕]*〕/g
const TOKEN = /(\d{4})[-/](\d{1,2})[-/](\d{1,2})|(?:(\d{4})\s*年)?\s*(?:(\d{1,2})\s*月)?\s*(\d{1,2})\s*日/g
const UNTIL = /^\s*(?:至|到|[-~～—–]+|\.\.|to)\s*$/

interface Token {
  text: string
  at: number
  end: number
  year?: number
  month?: number
  day: number
}

function kindOf(text: string): Mark | null {
  if (WORKED.test(text)) return 'work'
  return OFF.test(text) ? 'off' : null
}

function tokens(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map((found) => {
    const [whole, y, m, d, year, month, day] = found
    const number = (one?: string) => (one ? Number(one) : undefined)
    return { text: whole.trim(), at: found.index, end: found.index + whole.length, year: number(y ?? year), month: number(m ?? month), day: Number(d ?? day) }
  })
}

function dated(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null
}

/** Each day or run of a clause, with the text in which it stood; nothing where a date is none. */
function* spans(clause: string, usual: number): Generator<{ text: string; days: string[] | null }> {
  const found = tokens(clause)
  let year = usual
  let month: number | undefined
  for (let at = 0; at < found.length; at += 1) {
    const [from, to] = [found[at]!, found[at + 1]]
    const run = to !== undefined && UNTIL.test(clause.slice(from.end, to.at))
    const dates = (run ? [from, to] : [from]).map((token) => {
      // 12月31日至1月2日 goes on into the next year.
      if (token.year) year = token.year
      else if (token === to && token.month && month && token.month < month) year += 1
      month = token.month ?? month
      return month ? dated(year, month, token.day) : null
    })
    const text = run ? clause.slice(from.at, to.end).trim() : from.text
    if (run) at += 1
    const [first, last = first] = dates
    yield { text, days: first && last && first <= last ? between(first, last) : null }
    if (!from.year && !to?.year) year = usual
  }
}

/** Reads a notice of holidays as it is published, or a list of days, for one year. What says neither is off. */
export function readNotice(notice: string, year: number): Read {
  const read: Read = { off: [], work: [], refused: [] }
  let standing: Mark = 'off'
  for (const sentence of notice.replace(ASIDE, '').split(/[。；;\n]/)) {
    const clauses = sentence.split(/[，,]/)
    const kinds = clauses.map(kindOf)
    if (!clauses.some((clause) => tokens(clause).length > 0)) {
      // A heading: what follows is of its kind.
      standing = kindOf(sentence) ?? standing
      continue
    }
    clauses.forEach((clause, at) => {
      const kind = kinds.slice(at).find(Boolean) ?? kinds.slice(0, at).reverse().find(Boolean) ?? standing
      for (const span of spans(clause, year)) take(read, kind, span, year)
    })
  }
  return read
}

function take(read: Read, kind: Mark, { text, days }: { text: string; days: string[] | null }, year: number) {
  if (!days) return read.refused.push({ text, why: 'unread' })
  const within = days.filter((day) => day.startsWith(`${year}-`))
  if (within.length < days.length) read.refused.push({ text, why: 'other_year' })
  if (kind === 'work' && !within.every(isWeekend)) return read.refused.push({ text, why: 'not_make_up' })
  return read[kind].push(...within)
}
