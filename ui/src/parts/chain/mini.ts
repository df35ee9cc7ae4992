// A chain as a strip of small marks: stages from left to right, within a stage the most urgent at the top, the larger the more urgent.
// Without edges: at this size they would be a grey cloud.
import { stages, type Direction, type Stage } from './model'

export interface MiniMark {
  x: number
  y: number
  size: number
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

/** `rows` marks in a column; cell and gaps in pixels. Sides of marks go with the cube root of the priority, so that the small ones are still seen. */
export function mini(nodes: readonly { stage: Stage; direction: Direction; priority: number }[], rows = 6, cell = 12, gap = 3, laneGap = 14): Mini {
  const marks: MiniMark[] = []
  const lanes: Mini['lanes'] = []
  const most = nodes.reduce((m, n) => Math.max(m, n.priority), 0)
  const side = (priority: number) => (most > 0 ? Math.max(0.5, Math.cbrt(priority / most)) : 0.6) * cell
  let x = 0
  for (const stage of stages) {
    const mine = nodes.filter((n) => n.stage === stage).sort((a, b) => rank[a.direction] - rank[b.direction] || b.priority - a.priority)
    if (mine.length === 0) continue
    const columns = Math.ceil(mine.length / rows)
    mine.forEach((n, i) => {
      const size = side(n.priority)
      const inset = (cell - size) / 2
      marks.push({ x: x + Math.floor(i / rows) * (cell + gap) + inset, y: (i % rows) * (cell + gap) + inset, size, direction: n.direction })
    })
    const width = columns * (cell + gap) - gap
    lanes.push({ stage, x, width, count: mine.length })
    x += width + laneGap
  }
  return { width: Math.max(0, x - laneGap), height: rows * (cell + gap) - gap, cell, marks, lanes }
}
