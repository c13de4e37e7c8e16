import { expect, test } from 'vitest'
import { runs } from './days'
import { readNotice } from './notice'

const NOTICE = `各省、自治区、直辖市人民政府：
现将2026年元旦、春节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、中秋节、国庆节：9月25日至27日放假，共3天。10月1日至7日放假，9月20日，10月10日上班。`

test('a published notice is read', () => {
  const { off, work, refused } = readNotice(NOTICE, 2026)
  expect(runs(off)).toEqual(['2026-01-01..2026-01-03', '2026-02-15..2026-02-23', '2026-09-25..2026-09-27', '2026-10-01..2026-10-07'])
  expect(work.sort()).toEqual(['2026-01-04', '2026-02-14', '2026-02-28', '2026-09-20', '2026-10-10'])
  expect(refused).toEqual([])
})

test('lists are read, in the words of either language', () => {
  expect(readNotice('2027-01-01..2027-01-03\n2027/2/6', 2027).off).toHaveLength(4)
  const { off, work } = readNotice('Holidays:\n2027-01-01\nMake-up days:\n2027-01-09\n2027-01-10', 2027)
  expect([off, work]).toEqual([['2027-01-01'], ['2027-01-09', '2027-01-10']])
  expect(readNotice('work: 2027-01-09, 2027-01-10', 2027).work).toHaveLength(2)
})

test('what cannot be taken is named', () => {
  const { off, refused } = readNotice('2月30日放假\n2027年12月31日至1月2日放假\n1月4日上班', 2027)
  expect(off).toEqual(['2027-12-31'])
  expect(refused).toEqual([
    { text: '2月30日', why: 'unread' },
    { text: '2027年12月31日至1月2日', why: 'other_year' },
    { text: '1月4日', why: 'not_make_up' },
  ])
  expect(readNotice('31日放假', 2027).refused).toEqual([{ text: '31日', why: 'unread' }])
})
