import { expect, test } from 'vitest'
import { moment, setZone } from './time'

test('times are the platform\'s, wherever the reader sits', () => {
  setZone('+08:00')
  expect(moment('2026-11-25T16:30:00Z')).toContain('26')
  setZone('-03:30')
  expect(moment('2026-11-25T02:00:00Z')).toContain('24')
  setZone('nonsense')
  expect(moment('2026-11-25T02:00:00Z')).toContain('24')
})
