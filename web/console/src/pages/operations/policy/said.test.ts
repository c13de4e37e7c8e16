import { expect, test } from 'vitest'
import { offsetOf } from './said'

test('a place is found in characters, whatever they weigh', () => {
  const text = '用途\n😀b\nc'
  expect(offsetOf(text, 1, 1)).toBe(0)
  expect(offsetOf(text, 2, 2)).toBe('用途\n😀'.length)
  expect(offsetOf(text, 3, 1)).toBe(text.indexOf('c'))
  expect(offsetOf(text, 9, 9)).toBe(text.length)
})
