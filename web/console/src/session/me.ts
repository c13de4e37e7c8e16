import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { Me, MyAccount } from '@client/index'
import { api, around, ask } from '@/api/client'

/** Who is signed in, and whether their session ended under the page. */
export const useMe = defineStore('me', () => {
  const me = ref<Me | null>(null)
  const ended = ref(false)
  const proving = ref(false)
  let waiting: { done: (same: boolean) => void; stop: (why: unknown) => void }[] = []
  let unproven: ((proven: boolean) => void)[] = []

  async function load(): Promise<Me> {
    me.value = await ask(api.GET('/api/v1/me'))
    return me.value
  }

  /** Opens the dialog; requests that were refused wait for it. */
  function signInAgain(): Promise<boolean> {
    ended.value = true
    return new Promise((done, stop) => waiting.push({ done, stop }))
  }

  /** Somebody signed in. True if it is the member whose page this is: the waiting requests go on. */
  async function signedInAgain(): Promise<boolean> {
    const before = me.value?.id
    const now = await load()
    const same = before === now.id
    ended.value = false
    for (const { done, stop } of waiting) same ? done(true) : stop(new Error('another member'))
    waiting = []
    return same
  }

  /** Opens the dialog that asks again who one is; requests that need it wait for the answer. */
  function proveAgain(): Promise<boolean> {
    proving.value = true
    return new Promise((done) => unproven.push(done))
  }

  /** The dialog's end, with a proof or without. */
  function proved(proven: boolean): void {
    proving.value = false
    for (const done of unproven) done(proven)
    unproven = []
  }

  async function signOut(): Promise<void> {
    await ask(api.DELETE('/api/v1/sessions/current'))
    forget()
  }

  function forget(): void {
    me.value = null
    ended.value = false
    waiting = []
    proved(false)
  }

  around.signInAgain = () => (me.value ? signInAgain() : Promise.resolve(false))
  around.proveAgain = proveAgain

  const holds = (...roles: string[]) => computed(() => me.value?.platform_roles.some((role) => roles.includes(role)) ?? false)
  const isReviewer = holds('reviewer')
  const isOperator = holds('operator')
  const isAuditor = holds('auditor', 'operator')

  function account(appId: string): MyAccount | undefined {
    return me.value?.accounts.find((held) => held.app_id === appId)
  }

  return { me, ended, proving, load, signedInAgain, proved, signOut, forget, isReviewer, isOperator, isAuditor, account }
})

/** What a role may do in an account; the server decides, this only hides what it would refuse. */
export function may(role: string | undefined, right: 'settings' | 'authorizations' | 'members' | 'register'): boolean {
  return role === 'administrator' || (role === 'developer' && right === 'settings')
}
