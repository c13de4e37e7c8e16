import type { Node } from '@client/index'

/** Nodes report every ten seconds; three reports that did not come are a silence. */
const SILENT_MS = 30_000
/** A disk is nearly full below a twentieth, or a gigabyte. */
const LOW_SHARE = 0.05
const LOW_BYTES = 1024 ** 3
/** With these a node allows nothing. */
const STOPPING = ['halted', 'behind']

export type State = 'good' | 'attention' | 'trouble' | 'stopped' | 'silent'

/** How long ago it reported, by the database's clock. */
export const silence = (node: Pick<Node, 'seen_at'>, now: string) => Math.max(0, Date.parse(now) - Date.parse(node.seen_at))

/** What is wrong with a node, by code, the worst first. What a silent one said last may be over, so it is not repeated. */
export function obstaclesOf(node: Pick<Node, 'own' | 'seen_at' | 'obstacles' | 'disk'>, now: string): string[] {
  if (!node.own && silence(node, now) > SILENT_MS) return ['silent']
  const { disk } = node
  const low = disk && disk.free < Math.max(LOW_BYTES, disk.total * LOW_SHARE)
  return [...node.obstacles, ...(low ? ['disk_low'] : [])]
}

export function stateOf(obstacles: string[]): State {
  if (obstacles.includes('silent')) return 'silent'
  if (obstacles.some((code) => STOPPING.includes(code))) return 'stopped'
  if (obstacles.some((code) => code !== 'disk_low')) return 'trouble'
  return obstacles.length > 0 ? 'attention' : 'good'
}

/** How many facts a node is short of the newest that any node of its lane has applied. */
export function shortOf(node: Pick<Node, 'applied'>, all: Pick<Node, 'applied'>[]): number {
  const place = ({ applied }: Pick<Node, 'applied'>) => applied.split('-').map(Number) as [number, number]
  const [lane, number] = place(node)
  return Math.max(0, ...all.map(place).filter(([of]) => of === lane).map(([, newest]) => newest - number))
}
