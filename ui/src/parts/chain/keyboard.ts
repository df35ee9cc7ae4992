// Where an arrow key leads: left to what feeds a node, right to what it feeds, up and down within its column.
import type { Picture, PlacedNode } from './layout'

const middle = (n: PlacedNode) => n.y + n.height / 2

function nearest(from: PlacedNode, among: readonly PlacedNode[]): PlacedNode | undefined {
  let best: PlacedNode | undefined
  for (const n of among) {
    if (!best || Math.abs(middle(n) - middle(from)) + Math.abs(n.x - from.x) / 4 < Math.abs(middle(best) - middle(from)) + Math.abs(best.x - from.x) / 4) best = n
  }
  return best
}

/** Reading order of the map: column by column, from the top. */
export function readingOrder(picture: Picture): PlacedNode[] {
  return [...picture.nodes].sort((a, b) => a.column - b.column || a.y - b.y)
}

export function neighbour(picture: Picture, id: string, key: string): string | undefined {
  const at = new Map(picture.nodes.map((n) => [n.id, n]))
  const from = at.get(id)
  if (!from) return readingOrder(picture)[0]?.id
  const linked = (end: 'from' | 'to') =>
    picture.edges.filter((e) => e[end === 'from' ? 'to' : 'from'] === id).flatMap((e) => at.get(e[end]) ?? [])
  const column = picture.nodes.filter((n) => n.column === from.column).sort((a, b) => a.y - b.y)
  const row = column.findIndex((n) => n.id === id)
  switch (key) {
    case 'ArrowLeft':
      return nearest(from, linked('from'))?.id
    case 'ArrowRight':
      return nearest(from, linked('to'))?.id
    case 'ArrowUp':
      return column[row - 1]?.id
    case 'ArrowDown':
      return column[row + 1]?.id
    case 'Home':
      return readingOrder(picture)[0]?.id
    case 'End':
      return readingOrder(picture).at(-1)?.id
    default:
      return undefined
  }
}
