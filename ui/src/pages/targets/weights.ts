// What other weights make of a ranking, in the page: the parts of every target are known, so that sums and ranks follow at once.
// A factor multiplies the saved weight of a part, or, where that is 0, the shipped one: such a part has no points to multiply here, and counts
// when the server has answered.
import type { Schema } from '@/api/types'

export type Target = Schema<'Target'>
export type TargetNode = Schema<'TargetNode'>
export type Factors = Readonly<Record<string, number>>

export const keyOf = (target: Pick<Target, 'firm' | 'node'>) => `${target.node.id}|${target.firm}`

type Weight = Pick<Schema<'Weight'>, 'weight' | 'shipped'>
/** What a factor multiplies. */
export const unitOf = (weight: Weight) => weight.weight || weight.shipped || 1
/** The factor under which a part counts as it is saved. */
export const neutralOf = (weight: Weight) => (weight.weight === 0 ? 0 : 1)

/** `scale:0.5,ties:2`; what is no factor is left out. */
export function parseFactors(text: string): Factors {
  const found: Record<string, number> = {}
  for (const one of text.split(',')) {
    const [id, value] = one.split(':')
    const factor = Number(value)
    if (id && value !== undefined && value !== '' && Number.isFinite(factor) && factor >= 0) found[id] = factor
  }
  return found
}
export const factorsText = (factors: Factors) =>
  Object.entries(factors)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, factor]) => `${id}:${Number(factor.toFixed(4))}`)
    .join(',')

/** The same targets under other weights: points, sums, order and ranks anew within each node. Equal sums keep their order. */
export function reweigh(nodes: readonly TargetNode[], factors: Factors): TargetNode[] {
  return nodes.map((node) => ({
    ...node,
    targets: node.targets
      .map((target) => {
        const parts = target.parts.map((part) => ({ ...part, points: part.points * (factors[part.id] ?? 1) }))
        return { ...target, parts, score: parts.reduce((sum, part) => sum + part.points, 0) }
      })
      .sort((a, b) => b.score - a.score)
      .map((target, index) => ({ ...target, rank: index + 1 })),
  }))
}

/** Places gained (+) or lost (−) against the ranking under the saved weights; undefined: it was not in that ranking. */
export function rankChanges(base: readonly TargetNode[], now: readonly TargetNode[]): Map<string, number | undefined> {
  const before = new Map(base.flatMap((node) => node.targets.map((target) => [keyOf(target), target.rank] as const)))
  return new Map(now.flatMap((node) => node.targets.map((target) => {
    const rank = before.get(keyOf(target))
    return [keyOf(target), rank === undefined ? undefined : rank - target.rank] as const
  })))
}

export interface Moves {
  moved: number
  top: string[]
}
/** How much changed: targets with another rank, and who came into the first `n` of their node. */
export function moves(base: readonly TargetNode[], now: readonly TargetNode[], n = 10): Moves {
  const changes = rankChanges(base, now)
  const top: string[] = []
  for (const node of now) for (const target of node.targets.slice(0, n)) {
    const change = changes.get(keyOf(target))
    if (change === undefined || target.rank + change > n) top.push(target.name)
  }
  return { moved: [...changes.values()].filter((change) => change !== 0).length, top }
}
