import { watchEffect } from 'vue'
import { useRoute } from 'vue-router'
import { t } from '@/text/i18n'

/** The window's title follows the page and the language. */
export function useTitle(): void {
  const route = useRoute()
  watchEffect(() => {
    const page = route.meta.title ? `${t(route.meta.title)} · ` : ''
    document.title = `${page}${t('ui.product')}`
  })
}
