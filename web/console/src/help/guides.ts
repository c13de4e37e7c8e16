import type { Guide } from '../../build/markdown'
import type { Language } from '@/text/i18n'

/** The guides, in the order in which they are listed. */
export const NAMES = ['owner', 'developer', 'reviewer', 'operator', 'host'] as const
export type GuideName = (typeof NAMES)[number]

const files = import.meta.glob<Guide>('../../../../docs/guide/*/*.md', { import: 'default' })

export interface Named extends Guide {
  name: GuideName
}

/** Every guide of a language; built in, so that help works where there is no network. */
export async function guidesOf(language: Language): Promise<Named[]> {
  return Promise.all(
    NAMES.map(async (name) => ({ name, ...(await files[`../../../../docs/guide/${language}/${name}.md`]!()) })),
  )
}

export interface Hit {
  name: GuideName
  title: string
  /** Which section of the guide. */
  section: number
  heading: string
  /** Around the first place that was found. */
  excerpt: string
}

const AROUND = 36

/** The sections that hold every word; those that say it in their heading first. */
export function search(guides: Named[], words: string): Hit[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return []
  const hits: (Hit & { weight: number })[] = []
  for (const { name, title, sections } of guides) {
    sections.forEach(({ heading, text }, section) => {
      const whole = `${title}\n${heading}\n${text}`.toLowerCase()
      if (!wanted.every((word) => whole.includes(word))) return
      const inHeading = wanted.some((word) => `${title} ${heading}`.toLowerCase().includes(word))
      const at = Math.max(0, text.toLowerCase().indexOf(wanted[0]!) - AROUND)
      const excerpt = text.slice(at, at + 3 * AROUND).replace(/\s+/g, ' ').trim()
      hits.push({ name, title, section, heading, excerpt, weight: inHeading ? 1 : 0 })
    })
  }
  return hits.sort((a, b) => b.weight - a.weight).map(({ weight: _weight, ...hit }) => hit)
}
