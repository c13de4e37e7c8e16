import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const read = (name: string) => readFileSync(fileURLToPath(new URL(`../../../catalogue/${name}`, import.meta.url)), 'utf8')

export type Language = 'zh-CN' | 'en'
const texts = { 'zh-CN': JSON.parse(read('zh-CN.json')), en: JSON.parse(read('en.json')) } as Record<Language, Record<string, string>>

export const say = (language: Language, key: string) => texts[language][key] ?? key

export interface Entry {
  id: string
  account_types: string[]
  evidence: string[]
  risk: string
  review: string
  calls: string[]
  sets: number[]
  from_start: boolean
}

/** Just enough of TOML for the catalogue's own form. */
function blocks(text: string, name: string): Record<string, unknown>[] {
  return text
    .split(`[[${name}]]`)
    .slice(1)
    .map((block) => {
      const found: Record<string, unknown> = {}
      const flat = block.replace(/#.*$/gm, '').replace(/\[\s*([^\]]*?),?\s*\]/gs, (_, inner: string) => `[${inner.replace(/\s+/g, ' ')}]`)
      for (const [, key, value] of flat.matchAll(/^(\w+) = (.+)$/gm)) {
        if (key && value && !value.startsWith('{')) found[key] = JSON.parse(value)
      }
      return found
    })
}

export const capabilities: Entry[] = blocks(read('capabilities.toml'), 'capability').map((block) => ({
  id: block.id as string,
  account_types: block.account_types as string[],
  evidence: (block.evidence as string[] | undefined) ?? [],
  risk: block.risk as string,
  review: block.grant as string,
  calls: block.calls as string[],
  sets: (block.sets as number[] | undefined) ?? [],
  from_start: block.from_start === true,
}))

export const reasons = blocks(read('reasons.toml'), 'reason') as { code: string; family: string; pointer: string }[]
