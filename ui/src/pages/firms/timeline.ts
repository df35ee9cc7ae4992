// Founding days of the firms of a brand by place: a row a place, in the order in which the brand came there.
export interface Founding {
  place: string
  registered: string | null
  name: string
  self: boolean
}
export interface Timeline {
  first: number
  last: number
  rows: { place: string; dots: { year: number; day: string; name: string; self: boolean }[] }[]
  /** Firms without a founding day. */
  undated: number
}

/** `most`: rows; the places that came last are left out beyond it, but never the firm's own. */
export function timeline(firms: readonly Founding[], most = 12): Timeline {
  const places = new Map<string, Timeline['rows'][number]>()
  let undated = 0
  for (const { place, registered, name, self } of firms) {
    const at = registered ? new Date(`${registered}T00:00:00Z`) : undefined
    if (!registered || !at || Number.isNaN(at.getTime())) {
      undated++
      continue
    }
    const row = places.get(place) ?? { place, dots: [] }
    row.dots.push({ year: at.getUTCFullYear() + at.getUTCMonth() / 12, day: registered, name, self })
    places.set(place, row)
  }
  const rows = [...places.values()].map((row) => ({ ...row, dots: row.dots.sort((a, b) => a.year - b.year) })).sort((a, b) => a.dots[0]!.year - b.dots[0]!.year)
  const kept = rows.length <= most ? rows : [...rows.slice(0, most - 1), rows.slice(most - 1).find((row) => row.dots.some((dot) => dot.self)) ?? rows[most - 1]!]
  const years = kept.flatMap((row) => row.dots.map((dot) => dot.year))
  return { first: Math.floor(Math.min(...years, 2025)), last: Math.ceil(Math.max(...years, 2000)) + 1, rows: kept, undated }
}
