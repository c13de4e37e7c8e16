import { expect, test } from 'vitest'
import { compare } from './lines'

const said = (before: string, after: string) => compare(before, after).map(({ sign, text }) => `${sign || ' '}${text}`)

test('lines are dropped, added and kept in the order of reading', () => {
  expect(said('第一条\n第二条\n第三条', '第一条\n第二条 改\n第三条\n第四条\n')).toEqual([' 第一条', '−第二条', '+第二条 改', ' 第三条', '+第四条'])
})

test('equal texts have nothing that changed', () => {
  expect(compare('a\nb', 'a\nb\n').every(({ sign }) => sign === '')).toBe(true)
})

test('a line that moved is told at both places', () => {
  expect(said('a\nb\nc', 'c\na\nb')).toEqual(['+c', ' a', ' b', '−c'])
})

test('texts of many lines are still compared, as wholes', () => {
  const long = Array.from({ length: 2_001 }, (_, n) => `${n}`).join('\n')
  expect(compare('a', long)).toHaveLength(2_002)
})
