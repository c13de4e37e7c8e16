import { expect, test } from 'vitest'
import { evidenceOf, sentForm, stepOf, under, wholeForm } from './form'

test('a draft that lacks parts is whole', () => {
  expect(wholeForm({ account_name: '山雨' })).toEqual({
    account_name: '山雨',
    account_type: '',
    capabilities: [],
    purpose: {},
    evidence: {},
    until: null,
  })
})

test('what belongs to no chosen capability is not sent', () => {
  const form = wholeForm({ capabilities: ['a'], purpose: { a: 'x', b: 'y' } })
  evidenceOf(form, 'a', 'scene_screenshot').name = 'login page'
  evidenceOf(form, 'a', 'privacy_notice')
  evidenceOf(form, 'b', 'scene_screenshot').name = 'gone'
  const sent = sentForm(form)
  expect(sent.purpose).toEqual({ a: 'x' })
  expect(sent.evidence).toEqual({ a: [{ kind: 'scene_screenshot', name: 'login page', text: '', file: null }] })
  expect(sent.until).toBeNull()
})

test('a pointer has its step and its place', () => {
  expect(stepOf('/account_type')).toBe(0)
  expect(stepOf('/capabilities/2')).toBe(1)
  expect(stepOf('/evidence/payment/0/text')).toBe(2)
  expect(stepOf('')).toBe(3)
  expect(under('/purpose/payment', '/purpose')).toBe(true)
  expect(under('/purposes', '/purpose')).toBe(false)
})
