import type { Plugin } from 'vite'

/** The families of the language files that the console shows itself; the server writes the others. */
const FAMILIES = [
  'account_type.',
  'authorization_kind.',
  'authorization_state.',
  'case_kind.',
  'case_state.',
  'category.',
  'evidence.',
  'evidence_help.',
  'failure.',
  'field.',
  'field_next.',
  'mended_at.',
  'node_obstacle.',
  'node_obstacle_next.',
  'node_state.',
  'platform_role.',
  'reason_family.',
  'register_field.',
  'review_class.',
  'risk.',
  'role.',
  'secrets_state.',
  'standing.',
  'step.',
  'subject_field.',
  'subject_type.',
  'ui.',
]

/** Leaves the server's sentences out of the bundle: half of the files' weight. */
export function sentences(): Plugin {
  return {
    name: 'sentences',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/catalogue\/[\w-]+\.json$/.test(id)) return null
      const all = JSON.parse(code) as Record<string, string>
      const ours = Object.entries(all).filter(([key]) => FAMILIES.some((family) => key.startsWith(family)))
      return { code: JSON.stringify(Object.fromEntries(ours)), map: null }
    },
  }
}
