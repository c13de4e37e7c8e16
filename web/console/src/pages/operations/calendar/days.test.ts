import { expect, test } from 'vitest'
import { changes, inMonth, isWorked, marked, marksOf, pressed, runs, stepped, weekday, weeksOf, workedDays } from './days'

const OF_2026 = {
  holidays: ['2026-01-01..2026-01-03', '2026-02-15..2026-02-23', '2026-04-04..2026-04-06', '2026-05-01..2026-05-05', '2026-06-19..2026-06-21', '2026-09-25..2026-09-27', '2026-10-01..2026-10-07'],
  make_up: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
}

test('a year is read from runs and written as the same runs', () => {
  const marks = marksOf(OF_2026)
  expect(runs(marked(marks, 'off'))).toEqual(OF_2026.holidays)
  expect(runs(marked(marks, 'work'))).toEqual(OF_2026.make_up)
  expect(workedDays(marks, 2026)).toBe(248)
  expect(workedDays({}, 2026)).toBe(261)
  expect(marksOf(null)).toEqual({})
})

test('a press switches a working day, and goes round at a weekend', () => {
  const friday = '2027-01-01'
  expect([weekday(friday), weekday('2027-01-03')]).toEqual([4, 6])
  const off = pressed({}, friday)
  expect([off, isWorked(off, friday), pressed(off, friday)]).toEqual([{ [friday]: 'off' }, false, {}])
  const round = ['2027-01-02']
  const worked = pressed({}, round[0]!)
  expect(worked).toEqual({ '2027-01-02': 'work' })
  const holiday = pressed(worked, round[0]!)
  expect(holiday).toEqual({ '2027-01-02': 'off' })
  expect(pressed(holiday, round[0]!)).toEqual({})
})

test('months stand by weeks from Monday', () => {
  const february = weeksOf(2028, 2)
  expect(february[0]).toEqual([null, '2028-02-01', '2028-02-02', '2028-02-03', '2028-02-04', '2028-02-05', '2028-02-06'])
  expect(february.flat().filter(Boolean)).toHaveLength(29)
  expect(stepped('2027-03-01', -1)).toBe('2027-02-28')
  expect([inMonth('2027-01-31', 1), inMonth('2027-03-31', -1), inMonth('2027-12-05', 1)]).toEqual(['2027-02-28', '2027-02-28', '2028-01-05'])
})

test('what changed is told by what became of each day', () => {
  const before = marksOf({ holidays: ['2027-01-01..2027-01-02'], make_up: ['2027-01-09'] })
  const after = marksOf({ holidays: ['2027-01-01', '2027-01-09'], make_up: ['2027-01-10'] })
  expect(changes(before, after)).toEqual({ off: ['2027-01-09'], work: ['2027-01-10'], plain: ['2027-01-02'] })
})
