// Distances over the ground: great circles on a sphere of 6,371 km, places in degrees (longitude, latitude).
export type Degrees = readonly [longitude: number, latitude: number]

const RADIUS = 6371
const rad = Math.PI / 180

export function distanceKm([x1, y1]: Degrees, [x2, y2]: Degrees): number {
  const a = Math.sin(((y2 - y1) * rad) / 2) ** 2 + Math.cos(y1 * rad) * Math.cos(y2 * rad) * Math.sin(((x2 - x1) * rad) / 2) ** 2
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(a)))
}

/** Points all `km` away from `from`, as a closed line. */
export function ring([longitude, latitude]: Degrees, km: number, steps = 72): [number, number][] {
  const d = km / RADIUS
  const [x, y] = [longitude * rad, latitude * rad]
  return Array.from({ length: steps + 1 }, (_, step) => {
    const way = (step / steps) * 2 * Math.PI
    const to = Math.asin(Math.sin(y) * Math.cos(d) + Math.cos(y) * Math.sin(d) * Math.cos(way))
    return [(x + Math.atan2(Math.sin(way) * Math.sin(d) * Math.cos(y), Math.cos(d) - Math.sin(y) * Math.sin(to))) / rad, to / rad]
  })
}

export interface Box {
  west: number
  east: number
  south: number
  north: number
}
export const within = (box: Box, [x, y]: Degrees) => x >= box.west && x <= box.east && y >= box.south && y <= box.north
