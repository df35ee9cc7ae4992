// From a chain to a picture: sizes, columns, order, heights, routes. Units: pixels at 100 %.
//
// Pure and without a browser. Lanes are the stages; see columns.ts, order.ts, place.ts and route.ts for the steps, docs/chain-map.md for why not a library.
import { bestHeight, columns, type Columns } from './columns'
import { edgeKey, largest, measured, sizeStep, type Chain, type Measure, type Stage } from './model'
import { layered, order, type Item } from './order'
import { place } from './place'
import { channel } from './route'
import { wrap } from './text'

export interface Point {
  x: number
  y: number
}
export interface PlacedNode {
  id: string
  x: number
  y: number
  width: number
  height: number
  column: number
  stage: Stage
  lines: string[] // the name, as it is written
  size: 0 | 1 | 2 | 3
  share: number // 0-1 of the largest value, linear; for the bar
}
export interface PlacedEdge {
  key: string
  from: string
  to: string
  quantified: boolean // has a coefficient
  points: Point[]
}
export interface Lane {
  stage: Stage
  x: number
  width: number
}
export interface Picture {
  width: number
  height: number
  nodes: PlacedNode[]
  edges: PlacedEdge[]
  lanes: Lane[]
}
export interface LayoutOptions {
  language: 'zh' | 'en'
  measure: Measure
  aspect: number // width / height of the frame it is to fill
}

export const metrics = {
  width: 114, // of a node
  bar: 4,
  padding: 7,
  name: 12.5, // type sizes
  nameEnglish: 11.5,
  sub: 10,
  heights: [31, 35, 44, 54], // by size step, one line of name
  line: 14, // a further line of name
  gaps: { nodes: 7, nodeTrunk: 7, trunks: 6 },
  channel: 16, // between columns, without tracks
  track: 5,
  laneGap: 10, // between lanes
  lanePadding: 8,
  laneTitle: 34,
} as const

type Sized = Pick<PlacedNode, 'id' | 'stage' | 'width' | 'height' | 'lines' | 'size' | 'share'>

export function sized(chain: Chain, o: LayoutOptions): Sized[] {
  const most = largest(chain, o.measure)
  const room = metrics.width - metrics.bar - 2 * metrics.padding + 3
  const type = o.language === 'zh' ? metrics.name : metrics.nameEnglish
  return chain.nodes.map((n) => {
    const value = measured(n, o.measure)
    const size = sizeStep(value, most)
    const name = n.name[o.language]! || n.name.zh || n.id
    const lines = wrap(n.anchor ? `◆ ${name}` : name, type, room, 2)
    const height = metrics.heights[size]! + (lines.length - 1) * metrics.line
    return { id: n.id, stage: n.stage, width: metrics.width, height, lines, size, share: most > 0 ? Math.max(0, value ?? 0) / most : 0 }
  })
}

/** Left edge of every column and the lanes, given the tracks of the channels between them. */
function across(placed: Columns, tracks: readonly number[]): { left: number[]; lanes: Lane[]; width: number } {
  const left: number[] = []
  const lanes: Lane[] = []
  let x = 0
  for (const lane of placed.lanes) {
    const begin = x
    x += metrics.lanePadding
    for (let c = lane.first; c <= lane.last; c += 1) {
      left[c] = x
      x += metrics.width
      if (c < lane.last) x += metrics.channel + tracks[c]! * metrics.track
    }
    x += metrics.lanePadding
    // The verticals of the channel between two lanes stand in the lane on the left.
    if (lane.last < placed.count - 1) x += Math.max(0, tracks[lane.last]! * metrics.track - metrics.lanePadding)
    lanes.push({ stage: lane.stage, x: begin, width: x - begin })
    x += metrics.laneGap
  }
  return { left, lanes, width: Math.max(0, x - metrics.laneGap) }
}

export function layout(chain: Chain, o: LayoutOptions): Picture {
  const nodes = sized(chain, o)
  const known = new Set(nodes.map((n) => n.id))
  const links = chain.edges.filter((e) => known.has(e.from) && known.has(e.to) && e.from !== e.to)
  const pitch = metrics.width + metrics.channel + 4 * metrics.track
  const target = bestHeight(nodes, links, pitch, metrics.gaps.nodes, o.aspect)
  const placed = columns(nodes, links, target, metrics.gaps.nodes)
  const columnOf = placed.of
  // An edge against the stages (a chain under editing may have one) is laid out the other way round.
  const forward = links.map((e) => (columnOf.get(e.from)! < columnOf.get(e.to)! ? e : { ...e, from: e.to, to: e.from }))
  const graph = layered(nodes, forward, columnOf, placed.count)
  order(graph)
  const { centre, height } = place(graph, metrics.gaps, 0)
  const channels = Array.from({ length: Math.max(0, placed.count - 1) }, (_, c) => channel(graph, c, centre))
  const { left, lanes, width } = across(placed, channels.map((c) => c.tracks))
  const top = metrics.laneTitle
  const right = (c: number) => left[c]! + metrics.width

  const route = (path: readonly Item[]): Point[] => {
    const points: Point[] = [{ x: right(path[0]!.column), y: centre.get(path[0]!)! + top }]
    for (let i = 0; i + 1 < path.length; i += 1) {
      const [a, b] = [path[i]!, path[i + 1]!]
      const net = channels[a.column]!.nets.get(b)!
      const ya = centre.get(a)! + top
      const yb = centre.get(b)! + top
      if (Math.abs(ya - yb) >= 0.5) {
        const room = left[b.column]! - right(a.column)
        const lane = placed.lanes.some((l) => l.first === b.column) ? metrics.lanePadding + metrics.laneGap : 0
        const spare = (room - lane - (channels[a.column]!.tracks - 1) * metrics.track) / 2
        const x = right(a.column) + spare + net.track * metrics.track
        points.push({ x, y: ya }, { x, y: yb })
      }
    }
    const end = path[path.length - 1]!
    points.push({ x: left[end.column]!, y: centre.get(end)! + top })
    return points
  }

  return {
    width,
    height: height + top + metrics.lanePadding,
    lanes,
    nodes: nodes.map((n) => {
      const item = graph.items.get(n.id)!
      return { ...n, column: item.column, x: left[item.column]!, y: centre.get(item)! - n.height / 2 + top }
    }),
    edges: links.map((e) => {
      const turned = columnOf.get(e.from)! > columnOf.get(e.to)!
      const points = turned ? route(graph.route(e.to, e.from)).reverse() : route(graph.route(e.from, e.to))
      return { key: edgeKey(e), from: e.from, to: e.to, quantified: e.coefficient !== null, points }
    }),
  }
}
