import { useCapabilityNames } from '@/api/capabilities'
import { t } from '@/text/i18n'

/** The name of the field that a JSON pointer means, as a person calls it. */
export function usePlaceNames(): (pointer: string) => string {
  const name = useCapabilityNames()
  return (pointer) => {
    const [, field, capability] = pointer.split('/')
    const of = capability && !/^\d+$/.test(capability) ? `${name(capability)} · ` : ''
    switch (field) {
      case 'account_name':
        return t('ui.account.name')
      case 'account_type':
        return t('ui.account.type')
      case 'capabilities':
        return t('ui.draft.step_capabilities')
      case 'purpose':
        return `${of}${t('ui.draft.purpose')}`
      case 'evidence':
        return `${of}${t('ui.place.evidence')}`
      case 'until':
        return t('ui.draft.until')
      case 'subject':
      case 'category':
      case 'introduction':
        return t('ui.menu.basic_information')
      default:
        return t('ui.place.whole')
    }
  }
}
