import { expect, test } from 'vitest'
import { greater, isReviewed, reviewOf } from './needs'

test('the greater of two reviews counts', () => {
  expect(greater('automatic', 'one_person')).toBe('one_person')
  expect(greater('one_person', 'none')).toBe('one_person')
  expect(greater('none', 'none')).toBe('none')
})

test('what this page does not know is taken for the most', () => {
  expect(reviewOf('three_persons')).toBe('two_persons')
  expect([reviewOf('none'), reviewOf('automatic'), reviewOf('one_person')].map(isReviewed)).toEqual([false, false, true])
})
