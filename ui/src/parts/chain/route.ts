// Orthogonal routes through the channels between columns.
//
// All links that enter one item make a net: horizontals from its sources, one vertical, one horizontal into the item. The verticals of a
// channel get an order with few crossings (swaps of neighbours), and as few tracks as keep apart what overlaps.
import type { Item, Layered } from './order'

export interface Net {
  target: Item
  sources: Item[]
  ys: number[] // of the sources
  y: number // of the target
  top: number
  bottom: number
  track: number // -1: straight, no vertical
}
export interface Channel {
  nets: Map<Item, Net>
  tracks: number
}

const close = 2.5 // two horizontals nearer than this would be taken for one

function within(y: number, net: Net): boolean {
  return y > net.top - close && y < net.bottom + close
}

/** What it costs to have `a` left of `b`: crossings, and dearly, horizontals that would lie on each other. */
function cost(a: Net, b: Net): number {
  let sum = 0
  for (const y of b.ys) if (within(y, a)) sum += a.sources.length === 1 || !a.ys.includes(y) ? 1 : 0
  if (within(a.y, b)) sum += 1
  for (const y of b.ys) if (Math.abs(y - a.y) < close) sum += 30
  return sum
}

export function channel(graph: Layered, column: number, centre: Map<Item, number>): Channel {
  const nets: Net[] = []
  for (const target of graph.columns[column + 1]!) {
    if (target.left.length === 0) continue
    const ys = target.left.map((s) => centre.get(s)!)
    const y = centre.get(target)!
    const straight = ys.every((s) => Math.abs(s - y) < 0.5)
    nets.push({ target, sources: target.left, ys, y, top: Math.min(y, ...ys), bottom: Math.max(y, ...ys), track: straight ? -1 : 0 })
  }
  const bent = nets.filter((n) => n.track === 0)
  // Falling nets from the bottom up, rising nets from the top down: the order in which nested verticals do not cross.
  const slope = (n: Net) => n.y - n.ys.reduce((s, v) => s + v, 0) / n.ys.length
  bent.sort((a, b) => (slope(a) > 0 && slope(b) > 0 ? b.y - a.y : slope(a) <= 0 && slope(b) <= 0 ? a.y - b.y : slope(a) - slope(b)))
  for (let round = 0, moved = true; moved && round < bent.length; round += 1) {
    moved = false
    for (let i = 0; i + 1 < bent.length; i += 1) {
      if (cost(bent[i + 1]!, bent[i]!) < cost(bent[i]!, bent[i + 1]!)) {
        ;[bent[i]!, bent[i + 1]!] = [bent[i + 1]!, bent[i]!]
        moved = true
      }
    }
  }
  let tracks = 0
  bent.forEach((net, i) => {
    net.track = 0
    for (let j = 0; j < i; j += 1) {
      const other = bent[j]!
      const apart = net.top > other.bottom + 4 || net.bottom < other.top - 4
      if (!apart || cost(other, net) !== cost(net, other)) net.track = Math.max(net.track, other.track + 1)
    }
    tracks = Math.max(tracks, net.track + 1)
  })
  return { nets: new Map(nets.map((n) => [n.target, n])), tracks }
}
