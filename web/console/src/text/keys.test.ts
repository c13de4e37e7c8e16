import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import zh from '@catalogue/zh-CN.json'

const src = join(import.meta.dirname, '..')
const source = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(vue|ts)$/.test(name) && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(join(src, name), 'utf8'))
  .join('\n')

/** Beginnings of keys whose end is computed: `ui.error.${kind}_title`. */
const computed = [
  ...[...source.matchAll(/`(ui\.[\w.]*)\$\{[^`]*?\}(\w*)`/g)].map(([, head, tail]) => ({ head: head!, tail: tail! })),
  // `tWord('ui.basic.field', field.field)`
  ...[...source.matchAll(/tWord\('(ui\.[\w.]+)',/g)].map(([, head]) => ({ head: `${head!}.`, tail: '' })),
]

test('every sentence of the console is said somewhere', () => {
  const ours = Object.keys(zh).filter((key) => key.startsWith('ui.'))
  expect(ours.length).toBeGreaterThan(300)
  const unused = ours.filter(
    (key) =>
      !source.includes(`'${key}'`) && !computed.some(({ head, tail }) => key.startsWith(head) && key.endsWith(tail)),
  )
  expect(unused).toEqual([])
})
