import { expect, test } from 'vitest'
import type { Notice } from '@client/index'
import { placeOf } from './place'

const notice = (kind: string, about: Partial<Notice> = {}): Notice => ({ id: '1', kind, title: '', text: '', at: '', ...about })
const member = { isReviewer: false, isOperator: false, account: (appId: string) => (appId === 'wx1' ? {} : undefined) }
const reviewer = { ...member, isReviewer: true }

test('an applicant comes to the authorization, a reviewer to the case', () => {
  const own = notice('case_decided', { app_id: 'wx1', case: 'c', authorization: 'a' })
  expect(placeOf(own, member)).toEqual({ name: 'authorization', params: { appId: 'wx1', id: 'a' } })
  expect(placeOf(notice('case_waits', { case: 'c' }), reviewer)).toEqual({ name: 'case', params: { id: 'c' } })
})

test('nobody is led where they may not go', () => {
  expect(placeOf(notice('case_decided', { app_id: 'wx2', authorization: 'a' }), member)).toBeNull()
  expect(placeOf(notice('case_waits', { case: 'c' }), member)).toBeNull()
  expect(placeOf(notice('something_new'), reviewer)).toBeNull()
  expect(placeOf(notice('calendar_lacks_a_year'), reviewer)).toBeNull()
})

test('what is about an account leads to its page', () => {
  expect(placeOf(notice('membership_begun', { app_id: 'wx1' }), member)).toMatchObject({ name: 'members' })
  expect(placeOf(notice('delegation_offered', { app_id: 'wx1' }), member)).toMatchObject({ name: 'delegations' })
  expect(placeOf(notice('case_decided', { app_id: 'wx1', case: 'c' }), member)).toMatchObject({ name: 'delegations' })
  const decided = (case_kind: string) => placeOf(notice('case_decided', { app_id: 'wx1', case: 'c', case_kind }), member)
  expect(decided('name_change')).toMatchObject({ name: 'settings' })
  expect(decided('subject_verification')).toMatchObject({ name: 'verification' })
  expect(placeOf(notice('calendar_lacks_a_year'), { ...member, isOperator: true })).toEqual({ name: 'calendar' })
  expect(placeOf(notice('security_changed'), member)).toEqual({ name: 'security' })
})
