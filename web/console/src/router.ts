import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import { isProblem } from './api/problem'
import { keepAccount, keptAccount } from './session/account'
import type { GuideName } from './help/guides'
import { useMe } from './session/me'
import type { Key } from './text/i18n'

declare module 'vue-router' {
  interface RouteMeta {
    /** May be seen without signing in. */
    open?: boolean
    title: Key
    /** The menu's entry that stands for it. */
    entry?: string
    /** The guide that explains it. */
    guide?: GuideName
  }
}

const AppShell = () => import('./shell/AppShell.vue')

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: '/sign-in', name: 'sign-in', component: () => import('./pages/SignIn.vue'), meta: { open: true, title: 'ui.sign_in.title' } },
    { path: '/register', name: 'register', component: () => import('./pages/Register.vue'), meta: { open: true, title: 'ui.register.title' } },
    { path: '/invitation', name: 'invitation', component: () => import('./pages/Invitation.vue'), meta: { open: true, title: 'ui.invitation.title' } },
    { path: '/forgotten', name: 'forgotten', component: () => import('./pages/ForgottenPassword.vue'), meta: { open: true, title: 'ui.forgotten.title' } },
    { path: '/password', name: 'new-password', component: () => import('./pages/NewPassword.vue'), meta: { open: true, title: 'ui.new_password.title' } },
    {
      path: '/',
      component: AppShell,
      meta: { title: 'ui.menu.home' },
      children: [
        { path: '', name: 'home', component: () => import('./pages/Overview.vue'), meta: { title: 'ui.menu.home' } },
        { path: 'accounts', name: 'accounts', component: () => import('./pages/MyAccounts.vue'), meta: { title: 'ui.menu.my_accounts', entry: 'accounts' } },
        { path: 'accounts/:appId', name: 'overview', component: () => import('./pages/Overview.vue'), meta: { title: 'ui.menu.home', entry: 'overview' } },
        { path: 'accounts/:appId/members', name: 'members', component: () => import('./pages/Members.vue'), meta: { title: 'ui.menu.members', entry: 'members' } },
        { path: 'accounts/:appId/development', name: 'development', component: () => import('./pages/Development.vue'), meta: { title: 'ui.menu.development_settings', entry: 'development', guide: 'developer' } },
        { path: 'accounts/:appId/authorizations', name: 'authorizations', component: () => import('./pages/Authorizations.vue'), meta: { title: 'ui.authorizations.title', entry: 'development' } },
        { path: 'accounts/:appId/authorizations/:id', name: 'authorization', component: () => import('./pages/AuthorizationDetail.vue'), meta: { title: 'ui.authorization.title', entry: 'development' } },
        { path: 'accounts/:appId/drafts/:id', name: 'draft', component: () => import('./pages/DraftSteps.vue'), meta: { title: 'ui.draft.title', entry: 'development' } },
        { path: 'accounts/:appId/calls', name: 'calls', component: () => import('./pages/Calls.vue'), meta: { title: 'ui.menu.calls', entry: 'calls', guide: 'developer' } },
        { path: 'accounts/:appId/settings', name: 'settings', component: () => import('./pages/BasicInformation.vue'), meta: { title: 'ui.menu.basic_information', entry: 'settings', guide: 'owner' } },
        { path: 'accounts/:appId/verification', name: 'verification', component: () => import('./pages/Verification.vue'), meta: { title: 'ui.menu.verification', entry: 'verification', guide: 'owner' } },
        { path: 'accounts/:appId/bindings', name: 'bindings', component: () => import('./pages/Bindings.vue'), meta: { title: 'ui.menu.bindings', entry: 'bindings', guide: 'owner' } },
        { path: 'accounts/:appId/closing', name: 'closing', component: () => import('./pages/Closing.vue'), meta: { title: 'ui.menu.closing', entry: 'closing', guide: 'owner' } },
        { path: 'accounts/:appId/inquiry', name: 'inquiry', component: () => import('./pages/Inquiry.vue'), meta: { title: 'ui.menu.inquiry', entry: 'inquiry', guide: 'developer' } },
        { path: 'accounts/:appId/delegations', name: 'delegations', component: () => import('./pages/Delegations.vue'), meta: { title: 'ui.menu.delegations', entry: 'delegations' } },
        { path: 'security', name: 'security', component: () => import('./pages/Security.vue'), meta: { title: 'ui.menu.security', entry: 'security' } },
        { path: 'notices', name: 'notices', component: () => import('./pages/Notices.vue'), meta: { title: 'ui.notices.title' } },
        { path: 'notices/choice', name: 'notice-choice', component: () => import('./pages/NoticeChoice.vue'), meta: { title: 'ui.notices.choice' } },
        { path: 'review', name: 'review', component: () => import('./pages/ReviewQueue.vue'), meta: { title: 'ui.menu.review_desk', entry: 'review', guide: 'reviewer' } },
        { path: 'review/:id', name: 'case', component: () => import('./pages/ReviewCase.vue'), meta: { title: 'ui.case.title', entry: 'review', guide: 'reviewer' } },
        { path: 'operations/accounts', name: 'operated', component: () => import('./pages/operations/AccountList.vue'), meta: { title: 'ui.menu.operated', entry: 'operated', guide: 'operator' } },
        { path: 'operations/host-apps', name: 'host-apps', component: () => import('./pages/operations/HostApps.vue'), meta: { title: 'ui.menu.host_apps', entry: 'host-apps', guide: 'host' } },
        { path: 'operations/catalogue', name: 'catalogue', component: () => import('./pages/operations/Catalogue.vue'), meta: { title: 'ui.menu.catalogue', entry: 'catalogue', guide: 'operator' } },
        { path: 'operations/policies', name: 'policies', component: () => import('./pages/operations/Policies.vue'), meta: { title: 'ui.menu.policies', entry: 'policies', guide: 'operator' } },
        { path: 'operations/policies/:id', name: 'policy', component: () => import('./pages/operations/Policy.vue'), meta: { title: 'ui.policies.rule', entry: 'policies', guide: 'operator' } },
        { path: 'operations/new-policy', name: 'new-policy', component: () => import('./pages/operations/NewPolicy.vue'), meta: { title: 'ui.policies.new', entry: 'policies', guide: 'operator' } },
        { path: 'operations/calendar/:year(20[2-9]\\d|2100)?', name: 'calendar', component: () => import('./pages/operations/WorkingDays.vue'), meta: { title: 'ui.menu.calendar', entry: 'calendar', guide: 'operator' } },
        { path: 'operations/reasons', name: 'reasons', component: () => import('./pages/operations/Reasons.vue'), meta: { title: 'ui.menu.reasons', entry: 'reasons', guide: 'operator' } },
        { path: 'operations/reasons/:code', name: 'reason', component: () => import('./pages/operations/Reason.vue'), meta: { title: 'ui.reasons.one', entry: 'reasons', guide: 'operator' } },
        { path: 'operations/new-reason', name: 'new-reason', component: () => import('./pages/operations/NewReason.vue'), meta: { title: 'ui.reasons.new', entry: 'reasons', guide: 'operator' } },
        { path: 'operations/review-rates', name: 'rates', component: () => import('./pages/operations/Rates.vue'), meta: { title: 'ui.menu.rates', entry: 'rates', guide: 'operator' } },
        { path: 'operations/agreements', name: 'agreements', component: () => import('./pages/operations/Agreements.vue'), meta: { title: 'ui.menu.agreements', entry: 'agreements', guide: 'operator' } },
        { path: 'operations/invitations', name: 'admission', component: () => import('./pages/operations/RegistrationInvitations.vue'), meta: { title: 'ui.menu.admission', entry: 'admission', guide: 'operator' } },
        { path: 'operations/protected-words', name: 'words', component: () => import('./pages/operations/ProtectedWords.vue'), meta: { title: 'ui.menu.words', entry: 'words', guide: 'operator' } },
        { path: 'operations/nodes', name: 'nodes', component: () => import('./pages/operations/Nodes.vue'), meta: { title: 'ui.menu.nodes', entry: 'nodes', guide: 'operator' } },
        { path: 'audit', name: 'audit', component: () => import('./pages/operations/AuditLog.vue'), meta: { title: 'ui.menu.audit', entry: 'audit', guide: 'operator' } },
        { path: 'help/:guide?', name: 'help', component: () => import('./pages/Help.vue'), meta: { title: 'ui.menu.help', entry: 'help' } },
        { path: ':rest(.*)*', name: 'missing', component: () => import('./pages/Missing.vue'), meta: { title: 'ui.error.missing_title' } },
      ],
    },
  ],
})

router.beforeEach(async (to) => {
  const me = useMe()
  if (to.meta.open) return true
  if (!me.me) {
    try {
      await me.load()
    } catch (fault) {
      if (isProblem(fault) && fault.status === 401) return { name: 'sign-in', query: back(to) }
      return true
    }
  }
  if (to.name === 'home') return first(me)
  if (typeof to.params.appId === 'string' && me.account(to.params.appId)) keepAccount(to.params.appId)
  return true
})

function back(to: RouteLocationNormalized) {
  return to.fullPath === '/' ? {} : { back: to.fullPath }
}

/** Where a member begins: the account of last time, else their first, else the desk, else the list. */
function first(me: ReturnType<typeof useMe>) {
  const kept = keptAccount()
  const appId = kept && me.account(kept) ? kept : me.me?.accounts[0]?.app_id
  if (appId) return { name: 'overview', params: { appId } }
  if (me.isReviewer) return { name: 'review' }
  if (me.isOperator) return { name: 'operated' }
  return me.isAuditor ? { name: 'audit' } : { name: 'accounts' }
}
