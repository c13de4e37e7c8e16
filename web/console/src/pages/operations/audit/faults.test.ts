import { expect, test } from 'vitest'
import { faultsOf } from './faults'
import { Problem } from '@/api/problem'

const field = { pointer: '/actor', code: 'format', params: {}, detail: '格式不对。', next: '请改正。' }

test('a fault of the filter stands at its field', () => {
  expect(faultsOf(new Problem(400, 'bad_request', 'd', 'n', '', [field]), { actor: '?' })).toEqual({ actor: '格式不对。 请改正。' })
})

test('an AppID that nobody has stands where one was typed', () => {
  const missing = new Problem(404, 'missing_account', '没有这个账号。', '核对 AppID。', '', [])
  expect(faultsOf(missing, { actor: 'platform', subject: 'wx0123456789abcdef' })).toEqual({ subject: '没有这个账号。 核对 AppID。' })
})

test('what is no fault of the filter is the page\'s to tell', () => {
  expect(faultsOf(new Problem(500, 'broken', '', '', '', []), { actor: 'wx0123456789abcdef' })).toEqual({})
  expect(faultsOf(new Error('no answer'), {})).toEqual({})
})
