// Order within columns: layered drawing with as few crossings as found (Sugiyama, Tagawa and Toda 1981; barycentre sweeps, then swaps of neighbours).
//
// Everything that goes to one node shares a trunk: one waypoint in every column on the way, whoever joins it. That is what keeps
// seventy edges readable; each edge still knows its own route.

export interface Item {
  id: string // node id, or `target@column` for a waypoint
  node: string | null // null: waypoint
  column: number
  height: number
  left: Item[] // neighbours in the column before
  right: Item[]
}
export interface Layered {
  columns: Item[][]
  items: Map<string, Item>
  route(from: string, to: string): Item[] // leftmost first
}

export interface OrderLink {
  from: string
  to: string // column of `from` < column of `to`
}

export function layered(
  nodes: readonly { id: string; height: number }[],
  links: readonly OrderLink[],
  columnOf: Map<string, number>,
  count: number,
): Layered {
  const items = new Map<string, Item>()
  const columns: Item[][] = Array.from({ length: count }, () => [])
  const add = (id: string, node: string | null, column: number, height: number): Item => {
    const item: Item = { id, node, column, height, left: [], right: [] }
    items.set(id, item)
    columns[column]!.push(item)
    return item
  }
  for (const n of nodes) add(n.id, n.id, columnOf.get(n.id)!, n.height)
  const join = (a: Item, b: Item) => {
    if (!a.right.includes(b)) {
      a.right.push(b)
      b.left.push(a)
    }
  }
  const route = (from: string, to: string): Item[] => {
    const end = items.get(to)!
    const path = [items.get(from)!]
    for (let c = path[0]!.column + 1; c < end.column; c += 1) path.push(items.get(`${to}@${c}`)!)
    path.push(end)
    return path
  }
  for (const l of links) {
    const end = items.get(l.to)!
    let last = items.get(l.from)!
    for (let c = last.column + 1; c < end.column; c += 1) {
      const next = items.get(`${l.to}@${c}`) ?? add(`${l.to}@${c}`, null, c, 0)
      join(last, next)
      last = next
    }
    join(last, end)
  }
  return { columns, items, route }
}

/** Crossings between a column and the one right of it: inversions of the links sorted by their left ends. */
function crossings(column: readonly Item[], next: readonly Item[]): number {
  const at = new Map(next.map((item, i) => [item, i]))
  const tree = new Int32Array(next.length + 1)
  let seen = 0
  let count = 0
  for (const item of column) {
    const ends = item.right.map((r) => at.get(r)!)
    for (const e of ends) {
      let before = 0
      for (let i = e + 1; i > 0; i -= i & -i) before += tree[i]!
      count += seen - before
    }
    for (const e of ends) for (let i = e + 1; i <= next.length; i += i & -i) tree[i]! += 1
    seen += ends.length
  }
  return count
}

function total(columns: readonly Item[][]): number {
  let sum = 0
  for (let c = 0; c + 1 < columns.length; c += 1) sum += crossings(columns[c]!, columns[c + 1]!)
  return sum
}

/** Mean of the relative places of the neighbours; where there are none the item stays. */
function sortBy(column: Item[], side: 'left' | 'right', other: readonly Item[]): void {
  const at = new Map(other.map((item, i) => [item, (i + 0.5) / other.length]))
  const key = new Map(
    column.map((item, i) => {
      const near = item[side]!
      return [item, near.length > 0 ? near.reduce((s, n) => s + at.get(n)!, 0) / near.length : (i + 0.5) / column.length]
    }),
  )
  const was = new Map(column.map((item, i) => [item, i]))
  column.sort((a, b) => key.get(a)! - key.get(b)! || was.get(a)! - was.get(b)!)
}

function pairCrossings(a: Item, b: Item, side: 'left' | 'right', at: Map<Item, number>): number {
  let count = 0
  for (const x of a[side]!) for (const y of b[side]!) if (at.get(x)! > at.get(y)!) count += 1
  return count
}

/** Neighbours that cross less the other way round change places, until none do. */
function swaps(columns: Item[][]): void {
  const at = new Map<Item, number>()
  for (const column of columns) column.forEach((item, i) => at.set(item, i))
  for (let round = 0, moved = true; moved && round < 20; round += 1) {
    moved = false
    for (const column of columns) {
      for (let i = 0; i + 1 < column.length; i += 1) {
        const [a, b] = [column[i]!, column[i + 1]!]
        const now = pairCrossings(a, b, 'left', at) + pairCrossings(a, b, 'right', at)
        const then = pairCrossings(b, a, 'left', at) + pairCrossings(b, a, 'right', at)
        if (then < now) {
          column[i] = b
          column[i + 1] = a
          at.set(b, i)
          at.set(a, i + 1)
          moved = true
        }
      }
    }
  }
}

/** Steps of a small generator (mulberry32): the same chain is drawn the same way every time. */
function shuffled<T>(list: readonly T[], seed: number): T[] {
  const result = [...list]
  let state = seed
  for (let i = result.length - 1; i > 0; i -= 1) {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    const j = ((t ^ (t >>> 14)) >>> 0) % (i + 1)
    ;[result[i]!, result[j]!] = [result[j]!, result[i]!]
  }
  return result
}

function sweep(columns: Item[][], rounds: number): { best: Item[][]; fewest: number } {
  const last = columns.length - 1
  let best = columns.map((c) => [...c])
  let fewest = total(columns)
  for (let round = 0; round < rounds && fewest > 0; round += 1) {
    if (round % 2 === 0) for (let c = last - 1; c >= 0; c -= 1) sortBy(columns[c]!, 'right', columns[c + 1]!)
    else for (let c = 1; c <= last; c += 1) sortBy(columns[c]!, 'left', columns[c - 1]!)
    swaps(columns)
    const now = total(columns)
    if (now < fewest) {
      fewest = now
      best = columns.map((c) => [...c])
    }
  }
  return { best, fewest }
}

/** Orders every column in place; returns the crossings left. Several starts, fewer for a large graph: as given, then shuffled. */
export function order(graph: Layered, starts = Math.max(2, Math.min(8, Math.round(1200 / Math.max(1, graph.items.size)))), rounds = 8): number {
  const given = graph.columns.map((c) => [...c])
  let fewest = Infinity
  for (let start = 0; start < starts && fewest > 0; start += 1) {
    const found = sweep(given.map((c) => (start === 0 ? [...c] : shuffled(c, start))), rounds)
    if (found.fewest < fewest) {
      fewest = found.fewest
      found.best.forEach((c, i) => (graph.columns[i] = c))
    }
  }
  return fewest
}
