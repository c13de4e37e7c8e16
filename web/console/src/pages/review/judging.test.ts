import { expect, test } from 'vitest'
import { tells } from './judging'

test('a reason tells of its field, a part of it, and what it is part of', () => {
  const item = { pointer: '/evidence/links' }
  const told = (pointer: string) => tells({ code: 'x', pointer }, item)
  expect(['', '/evidence', '/evidence/links', '/evidence/links/0'].map(told)).toEqual([true, true, true, true])
  expect(['/evidence/links2', '/purpose/links', '/ev'].map(told)).toEqual([false, false, false])
})
