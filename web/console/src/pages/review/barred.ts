import { computed, type Ref } from 'vue'
import type { Case } from '@client/index'
import { useMe } from '@/session/me'

/** Why this reviewer may not decide a case, as the server would say it; nothing where they may. */
export function useBarred(of: Ref<Case | undefined>, earlier: Ref<Case | undefined>) {
  const me = useMe()
  return computed<'own_application' | 'decided_before' | null>(() => {
    const mine = me.me?.id
    if (!of.value || !mine) return null
    if (of.value.applicant.id === mine || me.account(of.value.account.app_id)) return 'own_application'
    const decided = of.value.appeal_of && [earlier.value?.decided_by?.id, earlier.value?.first_by?.id].includes(mine)
    return decided ? 'decided_before' : null
  })
}
