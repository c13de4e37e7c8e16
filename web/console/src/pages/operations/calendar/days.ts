/** What a day is beyond its weekday: a day off, or a Saturday or Sunday on which people work. */
export type Mark = 'off' | 'work'
/** Days as `2027-01-04`; those that are as their weekday says stand not in it. */
export type Marks = Record<string, Mark>

const DAY = 86_400_000
const iso = (at: number) => new Date(at).toISOString().slice(0, 10)

/** So many days later; earlier with a negative number. */
export function stepped(day: string, by: number): string {
  return iso(Date.parse(day) + by * DAY)
}

/** Monday is 0. */
export function weekday(day: string): number {
  return (new Date(day).getUTCDay() + 6) % 7
}

export function isWeekend(day: string): boolean {
  return weekday(day) >= 5
}

/** The same day of another month, or that month's last. */
export function inMonth(day: string, by: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month + by, 0)).getUTCDate()
  return iso(Date.UTC(year, month - 1 + by, Math.min(date, last)))
}

/** A month's days by weeks from Monday; nothing stands where another month's days would. */
export function weeksOf(year: number, month: number): (string | null)[][] {
  const first = iso(Date.UTC(year, month - 1, 1))
  const count = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const days = Array.from({ length: count }, (_, at) => stepped(first, at))
  const whole = [...Array<null>(weekday(first)).fill(null), ...days]
  while (whole.length % 7) whole.push(null)
  return Array.from({ length: whole.length / 7 }, (_, week) => whole.slice(week * 7, week * 7 + 7))
}

/** Every day from one to another, with both ends. */
export function between(from: string, to: string): string[] {
  const count = Math.max(0, (Date.parse(to) - Date.parse(from)) / DAY + 1)
  return Array.from({ length: count }, (_, at) => stepped(from, at))
}

/** From the API's lists of days and of runs `from..to`. */
export function marksOf(year: { holidays: string[]; make_up: string[] } | null): Marks {
  const marks: Marks = {}
  const put = (texts: string[], mark: Mark) => {
    for (const text of texts) {
      const [from, to = from] = text.split('..')
      for (const day of between(from!, to!)) marks[day] = mark
    }
  }
  put(year?.holidays ?? [], 'off')
  put(year?.make_up ?? [], 'work')
  return marks
}

/** Days that follow each other become a run `from..to`. */
export function runs(days: string[]): string[] {
  const found: { from: string; to: string }[] = []
  for (const day of [...days].sort()) {
    const last = found.at(-1)
    if (last && stepped(last.to, 1) === day) last.to = day
    else found.push({ from: day, to: day })
  }
  return found.map(({ from, to }) => (from === to ? from : `${from}..${to}`))
}

export function marked(marks: Marks, mark: Mark): string[] {
  return Object.keys(marks).filter((day) => marks[day] === mark)
}

/** What a press makes of a day: worked or off; a Saturday or Sunday also as part of a holiday. */
export function pressed(marks: Marks, day: string): Marks {
  const { [day]: present, ...rest } = marks
  if (!isWeekend(day)) return present ? rest : { ...rest, [day]: 'off' }
  return present === 'off' ? rest : { ...rest, [day]: present === 'work' ? 'off' : 'work' }
}

export function isWorked(marks: Marks, day: string): boolean {
  return marks[day] === 'work' || (!isWeekend(day) && marks[day] !== 'off')
}

export function workedDays(marks: Marks, year: number): number {
  return between(`${year}-01-01`, `${year}-12-31`).filter((day) => isWorked(marks, day)).length
}

/** What was changed, by what became of the days. */
export function changes(before: Marks, after: Marks): { off: string[]; work: string[]; plain: string[] } {
  const fresh = (mark: Mark) => marked(after, mark).filter((day) => before[day] !== mark)
  return { off: fresh('off'), work: fresh('work'), plain: Object.keys(before).filter((day) => !after[day]) }
}
