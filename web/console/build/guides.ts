import type { Plugin } from 'vite'
import { guide } from './markdown.ts'

/** Makes a guide of `docs/guide` a module: its title and sections, ready to be shown and searched. */
export function guides(): Plugin {
  return {
    name: 'guides',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/docs\/guide\/.*\.md$/.test(id)) return null
      return { code: `export default ${JSON.stringify(guide(code))}`, map: null, moduleType: 'js' }
    },
  }
}
