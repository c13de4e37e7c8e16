import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import './theme/tokens.css'
import './theme/base.css'
import './theme/parts.css'
import './theme/theme'
import App from './App.vue'
import { isProblem } from './api/problem'
import { router } from './router'
import { i18n, keptLanguage, speak } from './text/i18n'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal stays one; only what got no answer, or a busy server, is asked again.
      retry: (count, fault) => count < 2 && isProblem(fault) && (fault.status === 0 || fault.status === 503),
    },
  },
})

await speak(keptLanguage())
const app = createApp(App)
// A refusal is shown by the form that asked; that a handler stopped there is no fault of the page.
app.config.errorHandler = (fault) => {
  if (!isProblem(fault)) console.error(fault)
}
app.use(createPinia()).use(i18n).use(VueQueryPlugin, { queryClient: queries }).use(router).mount('#console')
