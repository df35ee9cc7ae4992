// Which column of the picture a node stands in.
//
// Stages are lanes, left to right; a lane has as many columns as its depth asks for, or as keep it from growing taller than `height`.
// Within a lane a node stands left of everything of the lane it feeds, otherwise as far right as there is room: next to what it feeds.
// Nodes with the longest row of feeders are placed first (as Coffman and Graham schedule), those with the same consumer beside each other.
import { stages, type Stage } from './model'



export interface Box {
  id: string
  stage: Stage
  height: number
}
export interface Link {
  from: string
  to: string
}
export interface Columns {
  of: Map<string, number> // node -> column, 0 leftmost
  lanes: { stage: Stage; first: number; last: number }[]
  count: number
}

/** Longest path of links leading to each node, counted in links; cycles (a chain under editing) are cut where they close. */
export function depths(ids: readonly string[], incoming: Map<string, string[]>): Map<string, number> {
  const depth = new Map<string, number>()
  const open = new Set<string>()
  const visit = (id: string): number => {
    const known = depth.get(id)
    if (known !== undefined) return known
    if (open.has(id)) return 0
    open.add(id)
    let d = 0
    for (const from of incoming.get(id) ?? []) d = Math.max(d, visit(from) + 1)
    open.delete(id)
    depth.set(id, d)
    return d
  }
  for (const id of ids) visit(id)
  return depth
}

function grouped(links: readonly Link[], key: 'from' | 'to', inside: Set<string>): Map<string, string[]> {
  const other = key === 'from' ? 'to' : 'from'
  const result = new Map<string, string[]>()
  for (const link of links) {
    if (!inside.has(link.from) || !inside.has(link.to)) continue
    const list = result.get(link[key])
    if (list) list.push(link[other])
    else result.set(link[key], [link[other]])
  }
  return result
}

/** Columns of one lane, counted from its right side. */
function laneColumns(boxes: readonly Box[], links: readonly Link[], height: number, gap: number): number[] {
  const inside = new Set(boxes.map((b) => b.id))
  const tails = depths(boxes.map((b) => b.id), grouped(links, 'to', inside))
  const consumers = grouped(links, 'from', inside)
  const firstConsumer = new Map<string, string>()
  for (const link of links) if (inside.has(link.from) && !firstConsumer.has(link.from)) firstConsumer.set(link.from, link.to)
  const index = new Map(boxes.map((b, i) => [b.id, i]))
  const column = new Array<number>(boxes.length).fill(-1)
  const filled: number[] = []
  const waiting = new Set(boxes.map((_, i) => i))
  const placed = (id: string) => column[index.get(id)!]! >= 0
  let lastConsumer = ''
  while (waiting.size > 0) {
    let best = -1
    let bestRank = [-1, -1, -1]
    for (const i of waiting) {
      const box = boxes[i]!
      const free = (consumers.get(box.id) ?? []).every(placed) ? 1 : 0
      const rank = [free, tails.get(box.id) ?? 0, firstConsumer.get(box.id) === lastConsumer ? 1 : 0]
      if (rank[0]! > bestRank[0]! || (rank[0]! === bestRank[0]! && (rank[1]! > bestRank[1]! || (rank[1]! === bestRank[1]! && rank[2]! > bestRank[2]!)))) {
        best = i
        bestRank = rank
      }
    }
    const box = boxes[best]!
    let at = 0
    for (const c of consumers.get(box.id) ?? []) at = Math.max(at, column[index.get(c)!]! + 1)
    while (filled[at] !== undefined && filled[at]! > 0 && filled[at]! + gap + box.height > height) at += 1
    for (let c = filled.length; c <= at; c += 1) filled[c] = 0
    filled[at]! += (filled[at]! > 0 ? gap : 0) + box.height
    column[best] = at
    waiting.delete(best)
    lastConsumer = firstConsumer.get(box.id) ?? ''
  }
  return column
}

export function columns(boxes: readonly Box[], links: readonly Link[], height: number, gap: number): Columns {
  const result: Columns = { of: new Map(), lanes: [], count: 0 }
  for (const stage of stages) {
    const mine = boxes.filter((b) => b.stage === stage)
    if (mine.length === 0) continue
    const fromRight = laneColumns(mine, links, height, gap)
    const wide = Math.max(...fromRight) + 1
    mine.forEach((b, i) => result.of.set(b.id, result.count + wide - 1 - fromRight[i]!))
    result.lanes.push({ stage, first: result.count, last: result.count + wide - 1 })
    result.count += wide
  }
  return result
}

/** The height that lets the picture fill a frame of the given proportion best, tried from the tallest box upwards. */
export function bestHeight(boxes: readonly Box[], links: readonly Link[], pitch: number, gap: number, aspect: number): number {
  const total = boxes.reduce((s, b) => s + b.height + gap, 0)
  const tallest = boxes.reduce((m, b) => Math.max(m, b.height), 0)
  let best = total
  let bestFit = 0
  for (let height = tallest; height <= total + tallest; height = height * 1.06 + gap) {
    const placed = columns(boxes, links, height, gap)
    const sums = new Array<number>(placed.count).fill(0)
    for (const b of boxes) sums[placed.of.get(b.id)!]! += b.height + gap
    const fit = Math.min(aspect / (placed.count * pitch), 1 / (Math.max(...sums, 1) * 1.12))
    if (fit > bestFit) {
      bestFit = fit
      best = height
    }
  }
  return best
}
