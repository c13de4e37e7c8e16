import { expect, test } from 'vitest'
import { strength } from './strength'

test('what is short, common or personal is weak', () => {
  expect(strength('', [])).toBe(0)
  expect(strength('Ab1!', [])).toBe(1)
  expect(strength('Password2026!', [])).toBe(1)
  expect(strength('lihua-2026-x', ['lihua@example.com'])).toBe(1)
  expect(strength('aaaaaaaaaaaa', [])).toBe(1)
})

test('length counts as kinds do', () => {
  expect(strength('kzmwqtrp', [])).toBe(2)
  expect(strength('kzmwqt7rp!', [])).toBe(3)
  expect(strength('correct horse battery staple', [])).toBe(4)
})
