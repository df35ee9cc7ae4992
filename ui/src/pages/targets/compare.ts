// Up to four targets side by side: which, and which of them is best at what.
import type { Target } from './weights'

export const MOST = 4

/** Adds or takes away; a fifth pushes the oldest out. */
export const withOne = (keys: readonly string[], key: string): string[] => (keys.includes(key) ? keys.filter((other) => other !== key) : [...keys, key].slice(-MOST))

export interface PartRow {
  id: string
  /** Points of each target, in their order; a part it does not have is 0. */
  points: number[]
  /** Index of those with the most points, none when all are equal. */
  best: number[]
}
/** The parts in the order of the first that has them, as rows on one scale. */
export function partRows(targets: readonly Pick<Target, 'parts'>[]): { rows: PartRow[]; largest: number } {
  const ids = [...new Set(targets.flatMap(({ parts }) => parts.map(({ id }) => id)))]
  const rows = ids.map((id) => {
    const points = targets.map(({ parts }) => parts.find((part) => part.id === id)?.points ?? 0)
    const most = Math.max(...points)
    const least = Math.min(...points)
    return { id, points, best: most - least < 0.005 ? [] : points.flatMap((value, index) => (most - value < 0.005 ? [index] : [])) }
  })
  return { rows, largest: Math.max(0.5, ...rows.flatMap(({ points }) => points.map(Math.abs))) }
}
