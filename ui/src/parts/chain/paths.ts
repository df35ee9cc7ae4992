// Orthogonal routes as SVG path data with round corners, and routes set apart beside each other.
import type { PlacedEdge, Point } from './layout'

const write = (v: number) => String(Math.round(v * 10) / 10)

/** Points of a route -> path data; corners are rounded as far as the shorter leg allows. */
export function roundedPath(points: readonly Point[], radius = 5): string {
  const first = points[0]
  if (!first) return ''
  let d = `M${write(first.x)} ${write(first.y)}`
  for (let i = 1; i < points.length; i += 1) {
    const [a, b, c] = [points[i - 1]!, points[i]!, points[i + 1]]
    if (!c) {
      d += `L${write(b.x)} ${write(b.y)}`
      continue
    }
    const into = Math.hypot(b.x - a.x, b.y - a.y)
    const out = Math.hypot(c.x - b.x, c.y - b.y)
    const r = Math.min(radius, into / 2, out / 2)
    if (r < 0.5) {
      d += `L${write(b.x)} ${write(b.y)}`
      continue
    }
    d += `L${write(b.x - ((b.x - a.x) / into) * r)} ${write(b.y - ((b.y - a.y) / into) * r)}`
    d += `Q${write(b.x)} ${write(b.y)} ${write(b.x + ((c.x - b.x) / out) * r)} ${write(b.y + ((c.y - b.y) / out) * r)}`
  }
  return d
}

/**
 * Edges that share a trunk, drawn beside each other: those into `node` fan at its left side, those out of it at its right.
 * The highest end is highest at the node, and its vertical farthest from the middle: then none crosses another.
 */
export function split(edges: readonly PlacedEdge[], node: string, pitch = 3): { edge: PlacedEdge; points: Point[] }[] {
  const fan = (mine: PlacedEdge[], incoming: boolean) => {
    const far = (e: PlacedEdge) => (incoming ? e.points[0]! : e.points[e.points.length - 1]!).y
    const sorted = [...mine].sort((a, b) => far(a) - far(b))
    const step = Math.min(pitch, 26 / Math.max(1, sorted.length - 1))
    return sorted.map((edge, i) => {
      const k = (i - (sorted.length - 1) / 2) * step
      const sideways = Math.abs(k) * (incoming ? 1 : -1)
      const last = edge.points.length - 1
      const points = edge.points.map((p, j) => {
        const atFarEnd = incoming ? j <= 1 : j >= last - 1
        const corner = j > 0 && j < last
        return { x: corner ? p.x + sideways : p.x, y: atFarEnd && edge.points.length > 2 ? p.y : p.y + k }
      })
      return { edge, points }
    })
  }
  return [...fan(edges.filter((e) => e.to === node), true), ...fan(edges.filter((e) => e.from === node), false)]
}
