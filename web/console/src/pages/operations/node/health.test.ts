import { expect, test } from 'vitest'
import { obstaclesOf, shortOf, stateOf } from './health'

const NOW = '2026-11-27T08:01:00Z'
const GB = 1024 ** 3
const node = (more = {}) => ({ own: false, seen_at: '2026-11-27T08:00:50Z', obstacles: [] as string[], disk: { free: 200 * GB, total: 500 * GB }, ...more })

test('a node that reports and has room is well', () => {
  expect(stateOf(obstaclesOf(node(), NOW))).toBe('good')
  expect(stateOf(obstaclesOf(node({ disk: null }), NOW))).toBe('good')
})

test('what keeps a node from allowing weighs more than the rest', () => {
  expect(stateOf(['writer_stuck'])).toBe('trouble')
  expect(stateOf(['clock_ahead', 'disk_low'])).toBe('trouble')
  expect(stateOf(['writer_stuck', 'behind'])).toBe('stopped')
  // A later version may know more.
  expect(stateOf(['from_the_future'])).toBe('trouble')
})

test('half a minute without a report is silence, but not of the node that answers', () => {
  const quiet = { seen_at: '2026-11-27T08:00:29Z', obstacles: ['behind'] }
  expect(obstaclesOf(node(quiet), NOW)).toEqual(['silent'])
  expect(obstaclesOf(node({ ...quiet, own: true }), NOW)).toEqual(['behind'])
  expect(obstaclesOf(node({ seen_at: '2026-11-27T08:00:30Z' }), NOW)).toEqual([])
})

test('a disk wants a look before it is full', () => {
  const low = obstaclesOf(node({ disk: { free: 20 * GB, total: 500 * GB } }), NOW)
  expect(low).toEqual(['disk_low'])
  expect(stateOf(low)).toBe('attention')
  expect(obstaclesOf(node({ disk: { free: 0.9 * GB, total: 10 * GB } }), NOW)).toEqual(['disk_low'])
  expect(obstaclesOf(node({ disk: { free: 30 * GB, total: 500 * GB } }), NOW)).toEqual([])
})

test('a node is measured against the newest of its own lane', () => {
  const all = [{ applied: '0-12' }, { applied: '0-9' }, { applied: '1-40' }]
  expect(all.map((one) => shortOf(one, all))).toEqual([0, 3, 0])
})
