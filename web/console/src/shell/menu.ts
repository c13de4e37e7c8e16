import { computed } from 'vue'
import type { RouteLocationRaw } from 'vue-router'
import { useAccount } from '@/session/account'
import { keptAccount } from '@/session/account'
import { useMe } from '@/session/me'
import type { Key } from '@/text/i18n'

export interface Entry {
  id: string
  name: Key
  to: RouteLocationRaw
}

export interface Group {
  id: string
  /** Without a name the entry stands for itself. */
  name?: Key
  entries: Entry[]
}

/** The menu as owners of mini programs know it; only what works is in it. */
export function useMenu() {
  const me = useMe()
  const { appId: open } = useAccount()
  return computed<Group[]>(() => {
    const appId = open.value || keptAccount() || me.me?.accounts[0]?.app_id
    const held = appId && me.account(appId)
    const groups: Group[] = []
    const inAccount = (name: string) => ({ name, params: { appId } }) as RouteLocationRaw
    if (held) {
      groups.push({ id: 'home', entries: [{ id: 'overview', name: 'ui.menu.home', to: inAccount('overview') }] })
    }
    groups.push({
      id: 'manage',
      name: 'ui.menu.manage',
      entries: [
        ...(held ? [{ id: 'members', name: 'ui.menu.members', to: inAccount('members') } satisfies Entry] : []),
        { id: 'accounts', name: 'ui.menu.my_accounts', to: { name: 'accounts' } },
      ],
    })
    if (held) {
      groups.push({
        id: 'develop',
        name: 'ui.menu.develop',
        entries: [
          { id: 'development', name: 'ui.menu.development_settings', to: inAccount('development') },
          { id: 'calls', name: 'ui.menu.calls', to: inAccount('calls') },
          { id: 'inquiry', name: 'ui.menu.inquiry', to: inAccount('inquiry') },
        ],
      })
    }
    const settings: Entry[] = held
      ? [
          { id: 'settings', name: 'ui.menu.basic_information', to: inAccount('settings') },
          { id: 'verification', name: 'ui.menu.verification', to: inAccount('verification') },
          { id: 'delegations', name: 'ui.menu.delegations', to: inAccount('delegations') },
          { id: 'bindings', name: 'ui.menu.bindings', to: inAccount('bindings') },
          { id: 'closing', name: 'ui.menu.closing', to: inAccount('closing') },
        ]
      : []
    settings.push({ id: 'security', name: 'ui.menu.security', to: { name: 'security' } })
    groups.push({ id: 'settings', name: 'ui.menu.settings', entries: settings })
    const platform: Entry[] = []
    if (me.isReviewer) platform.push({ id: 'review', name: 'ui.menu.review_desk', to: { name: 'review' } })
    if (me.isOperator) platform.push({ id: 'operated', name: 'ui.menu.operated', to: { name: 'operated' } })
    if (me.isOperator) platform.push({ id: 'admission', name: 'ui.menu.admission', to: { name: 'admission' } })
    if (me.isOperator) platform.push({ id: 'host-apps', name: 'ui.menu.host_apps', to: { name: 'host-apps' } })
    if (me.isOperator) platform.push({ id: 'catalogue', name: 'ui.menu.catalogue', to: { name: 'catalogue' } })
    if (me.isOperator) platform.push({ id: 'policies', name: 'ui.menu.policies', to: { name: 'policies' } })
    if (me.isOperator) platform.push({ id: 'calendar', name: 'ui.menu.calendar', to: { name: 'calendar' } })
    if (me.isOperator) platform.push({ id: 'reasons', name: 'ui.menu.reasons', to: { name: 'reasons' } })
    if (me.isOperator) platform.push({ id: 'rates', name: 'ui.menu.rates', to: { name: 'rates' } })
    if (me.isOperator) platform.push({ id: 'agreements', name: 'ui.menu.agreements', to: { name: 'agreements' } })
    if (me.isOperator) platform.push({ id: 'words', name: 'ui.menu.words', to: { name: 'words' } })
    if (me.isAuditor) platform.push({ id: 'audit', name: 'ui.menu.audit', to: { name: 'audit' } })
    if (me.isAuditor) platform.push({ id: 'nodes', name: 'ui.menu.nodes', to: { name: 'nodes' } })
    if (platform.length > 0) groups.push({ id: 'platform', name: 'ui.menu.platform', entries: platform })
    groups.push({ id: 'help', entries: [{ id: 'help', name: 'ui.menu.help', to: { name: 'help' } }] })
    return groups
  })
}
