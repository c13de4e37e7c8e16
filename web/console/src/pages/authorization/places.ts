import { useCapabilityNames } from '@/api/capabilities'
import { t, tWord } from '@/text/i18n'

/** The page where what stands at a pointer is mended, if that is the account's own register. */
export function registerPage(pointer: string, code: string): 'settings' | 'verification' | null {
  const [, field] = pointer.split('/')
  if (field === 'subject' || code === 'verification_needed') return 'verification'
  return ['account_name', 'category', 'introduction'].includes(field ?? '') ? 'settings' : null
}

/** The page of the account's own that a case is about, where that is its register or its subject. */
export function pageOfCase(kind: string): 'settings' | 'verification' | null {
  if (kind === 'subject_verification') return 'verification'
  return kind.endsWith('_change') ? 'settings' : null
}

/** The name of the field that a JSON pointer means, as a person calls it. */
export function usePlaceNames(): (pointer: string) => string {
  const name = useCapabilityNames()
  return (pointer) => {
    const [, field, capability] = pointer.split('/')
    const of = capability && !/^\d+$/.test(capability) && (field === 'purpose' || field === 'evidence') ? `${name(capability)} · ` : ''
    switch (field) {
      case 'account_name':
        return t('ui.account.name')
      case 'account_type':
        return t('ui.account.type')
      case 'statement':
        return t('ui.register.statement')
      case 'capabilities':
        return t('ui.draft.step_capabilities')
      case 'purpose':
        return `${of}${t('ui.draft.purpose')}`
      case 'evidence':
        return `${of}${t('ui.place.evidence')}`
      case 'until':
        return t('ui.draft.until')
      case 'subject':
        return t('ui.menu.verification')
      case 'name':
      case 'avatar':
      case 'introduction':
      case 'category':
        return tWord('register_field', field)
      case 'subject_type':
        return tWord('subject_field', 'type')
      case 'fields':
        return tWord('subject_field', capability ?? '')
      case 'documents':
      case 'files':
        return capability ? tWord('evidence', capability) : t('ui.place.evidence')
      default:
        return t('ui.place.whole')
    }
  }
}
