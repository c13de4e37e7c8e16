export interface Line {
  sign: '+' | '−' | ''
  text: string
}

/** Longer texts are compared as wholes: the table of a comparison grows with both lengths. */
const LONGEST = 2_000

/** What was dropped, added and kept between two texts, line by line, in the order of reading. */
export function compare(before: string, after: string): Line[] {
  const [old, now] = [before, after].map((text) => text.replace(/\s+$/, '').split('\n')) as [string[], string[]]
  if (old.length > LONGEST || now.length > LONGEST) return [...old.map(dropped), ...now.map(added)]
  const common = table(old, now)
  const lines: Line[] = []
  let [i, j] = [0, 0]
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) {
      lines.push({ sign: '', text: old[i]! })
      i += 1
      j += 1
    } else if (common[i + 1]![j]! >= common[i]![j + 1]!) lines.push(dropped(old[i++]!))
    else lines.push(added(now[j++]!))
  }
  return [...lines, ...old.slice(i).map(dropped), ...now.slice(j).map(added)]
}

const dropped = (text: string): Line => ({ sign: '−', text })
const added = (text: string): Line => ({ sign: '+', text })

/** How many lines two texts have in common from each pair of lines on. */
function table(old: string[], now: string[]): Uint16Array[] {
  const rows = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1))
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      rows[i]![j] = old[i] === now[j] ? rows[i + 1]![j + 1]! + 1 : Math.max(rows[i + 1]![j]!, rows[i]![j + 1]!)
    }
  }
  return rows
}
