import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { may, useMe } from './me'

const KEPT = 'vermilion.account'

/** The account whose pages are open. */
export function useAccount() {
  const route = useRoute()
  const me = useMe()
  const appId = computed(() => String(route.params.appId ?? ''))
  const account = computed(() => me.account(appId.value))
  return {
    appId,
    account,
    mayManageSettings: computed(() => may(account.value?.role, 'settings')),
    mayManageRegister: computed(() => may(account.value?.role, 'register')),
    mayManageAuthorizations: computed(() => may(account.value?.role, 'authorizations')),
  }
}

export function keepAccount(appId: string): void {
  localStorage.setItem(KEPT, appId)
}

export function keptAccount(): string | null {
  return localStorage.getItem(KEPT)
}
