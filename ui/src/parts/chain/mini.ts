// A chain as a strip of small marks: stages from left to right, within a stage the most urgent at the top. Without edges: at this size
// they would be a grey cloud.
import { stages, type Direction, type Stage } from './model'

export interface MiniMark {
  x: number
  y: number
  direction: Direction
}
export interface Mini {
  width: number
  height: number
  cell: number
  marks: MiniMark[]
  lanes: { stage: Stage; x: number; width: number; count: number }[]
}

const rank: Record<Direction, number> = { fill: 0, strengthen: 1, extend: 2, covered: 3, demand: 4, idle: 5 }

/** `rows` marks in a column; cell and gaps in pixels. */
export function mini(nodes: readonly { stage: Stage; direction: Direction; priority: number }[], rows = 7, cell = 9, gap = 2, laneGap = 8): Mini {
  const marks: MiniMark[] = []
  const lanes: Mini['lanes'] = []
  let x = 0
  for (const stage of stages) {
    const mine = nodes.filter((n) => n.stage === stage).sort((a, b) => rank[a.direction] - rank[b.direction] || b.priority - a.priority)
    if (mine.length === 0) continue
    const columns = Math.ceil(mine.length / rows)
    mine.forEach((n, i) => marks.push({ x: x + Math.floor(i / rows) * (cell + gap), y: (i % rows) * (cell + gap), direction: n.direction }))
    const width = columns * (cell + gap) - gap
    lanes.push({ stage, x, width, count: mine.length })
    x += width + laneGap
  }
  return { width: Math.max(0, x - laneGap), height: rows * (cell + gap) - gap, cell, marks, lanes }
}
