import { expect, test } from 'vitest'
import { asked, caseId, madeUp } from './bench'

test('what is made up is asked for as the fields say', () => {
  const form = { ...madeUp(), beside: ['links', 'phone_number'], age: '90', days: '' }
  expect(asked(form)).toMatchObject({ asked: ['phone_number', 'links'], age_days: 90, days: null })
  expect(asked({ ...form, age: '', days: '365 天' })).toMatchObject({ age_days: 0, days: 365 })
})

test('a case is named by its id or by the address of its page', () => {
  const id = '0197a3f0-0000-7000-8000-000000000000'
  for (const typed of [id, ` ${id} `, `http://127.0.0.1:8080/review/${id}`, `https://a.example/review/${id}/?x=1#y`]) expect(caseId(typed)).toBe(id)
  expect(caseId('')).toBe('')
})
