import { ref } from 'vue'

export type Theme = 'system' | 'light' | 'dark'
const KEPT = 'vermilion.theme'
const dark = window.matchMedia('(prefers-color-scheme: dark)')

function kept(): Theme {
  const word = localStorage.getItem(KEPT)
  return word === 'light' || word === 'dark' ? word : 'system'
}

export const theme = ref<Theme>(kept())

function paint(): void {
  const isDark = theme.value === 'dark' || (theme.value === 'system' && dark.matches)
  document.documentElement.classList.toggle('dark', isDark)
}

export function chooseTheme(chosen: Theme): void {
  theme.value = chosen
  localStorage.setItem(KEPT, chosen)
  paint()
}

dark.addEventListener('change', paint)
paint()
