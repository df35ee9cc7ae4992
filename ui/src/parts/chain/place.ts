// Heights of everything in a column, given its order: as near as possible to what it is linked with, never overlapping, never outside.
//
// Each column in turn is the least-squares fit to the mean heights of its neighbours under the order and the distances between items: with
// the distances subtracted that is isotonic regression with bounds, solved exactly by pooling adjacent violators (Barlow et al. 1972).
import type { Item, Layered } from './order'

export interface Gaps {
  nodes: number
  nodeTrunk: number
  trunks: number
}

export const between = (a: Item, b: Item, g: Gaps): number =>
  a.node !== null && b.node !== null ? g.nodes : a.node === null && b.node === null ? g.trunks : g.nodeTrunk

export function columnHeight(column: readonly Item[], g: Gaps): number {
  let sum = 0
  column.forEach((item, i) => (sum += item.height + (i > 0 ? between(column[i - 1]!, item, g) : 0)))
  return sum
}

/** Values nearest to `wished` (weighted) that do not fall, kept within [0, most]. */
export function isotonic(wished: readonly number[], weight: readonly number[], most: number): number[] {
  const pools: { sum: number; weight: number; size: number }[] = []
  wished.forEach((v, i) => {
    let pool = { sum: v * weight[i]!, weight: weight[i]!, size: 1 }
    for (let top = pools[pools.length - 1]!; top !== undefined && top.sum / top.weight > pool.sum / pool.weight; top = pools[pools.length - 1]!) {
      pools.pop()
      pool = { sum: pool.sum + top.sum, weight: pool.weight + top.weight, size: pool.size + top.size }
    }
    pools.push(pool)
  })
  return pools.flatMap((p) => new Array<number>(p.size).fill(Math.min(most, Math.max(0, p.sum / p.weight))))
}

/** Centre of every item; the picture is `height` tall, or as tall as its tallest column if that is more. */
export function place(graph: Layered, g: Gaps, least: number): { centre: Map<Item, number>; height: number } {
  const { columns } = graph
  const height = Math.max(least, ...columns.map((c) => columnHeight(c, g)))
  const centre = new Map<Item, number>()
  const offsets = columns.map((column) => {
    let at = 0
    return column.map((item, i) => {
      at += i > 0 ? (column[i - 1]!.height + item.height) / 2 + between(column[i - 1]!, item, g) : item.height / 2
      return at
    })
  })
  columns.forEach((column, c) => {
    const spare = (height - columnHeight(column, g)) / 2
    column.forEach((item, i) => centre.set(item, offsets[c]![i]! + spare))
  })
  const pull = (a: Item, b: Item) => (a.node === null && b.node === null ? 6 : a.node === null || b.node === null ? 2 : 1)
  const settle = (c: number, sides: readonly ('left' | 'right')[]) => {
    const column = columns[c]!
    const wished: number[] = []
    const weights: number[] = []
    column.forEach((item, i) => {
      let sum = 0
      let weight = 0
      for (const side of sides) {
        for (const near of item[side]!) {
          const w = pull(item, near)
          sum += w * centre.get(near)!
          weight += w
        }
      }
      wished.push((weight > 0 ? sum / weight : centre.get(item)!) - offsets[c]![i]!)
      weights.push(weight > 0 ? weight : 0.05)
    })
    const most = height - columnHeight(column, g)
    isotonic(wished, weights, most).forEach((z, i) => centre.set(column[i]!, z + offsets[c]![i]!))
  }
  const last = columns.length - 1
  for (let round = 0; round < 12; round += 1) {
    const sides = round < 4 ? undefined : (['left', 'right'] as const)
    if (round % 2 === 0) for (let c = last - 1; c >= 0; c -= 1) settle(c, sides ?? ['right'])
    else for (let c = 1; c <= last; c += 1) settle(c, sides ?? ['left'])
  }
  // Whole pixels: what is nearly straight becomes straight; gaps are wider than what this moves.
  for (const [item, y] of centre) centre.set(item, Math.round(y))
  return { centre, height: Math.ceil(height) + 1 }
}
