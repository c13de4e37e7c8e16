import { createI18n } from 'vue-i18n'
import type zhCn from '@catalogue/zh-CN.json'
import { around } from '@/api/client'

export type Language = 'zh-CN' | 'en'
/** Every sentence there is: one that is missing does not compile. */
export type Key = keyof typeof zhCn
export type Words = Record<string, string | number>

const KEPT = 'vermilion.language'

export const i18n = createI18n({ legacy: false, locale: 'zh-CN', flatJson: true, missingWarn: false })

const files: Record<Language, () => Promise<{ default: Record<string, string> }>> = {
  'zh-CN': () => import('@catalogue/zh-CN.json'),
  en: () => import('@catalogue/en.json'),
}

/** The language chosen here before; Chinese otherwise. */
export function keptLanguage(): Language {
  return localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh-CN'
}

/** Loads a language once and shows the page in it. */
export async function speak(language: Language): Promise<void> {
  if (!i18n.global.availableLocales.includes(language) || !loaded.has(language)) {
    i18n.global.setLocaleMessage(language, (await files[language]()).default)
    loaded.add(language)
  }
  i18n.global.locale.value = language
  around.language = language
  document.documentElement.lang = language
  localStorage.setItem(KEPT, language)
}
const loaded = new Set<Language>()

/** A sentence with its places filled. Follows the language when called while rendering. */
export function t(key: Key, words: Words = {}): string {
  return i18n.global.t(key, words)
}

/** For words that come from the server and may be newer than this page. */
export function tWord(family: string, word: string): string {
  const key = `${family}.${word}`
  return i18n.global.te(key) ? i18n.global.t(key) : word
}

export function language(): Language {
  return i18n.global.locale.value as Language
}

/** A、B和C */
export function listing(words: string[]): string {
  return new Intl.ListFormat(language(), { type: 'conjunction', style: 'short' }).format(words)
}
