// What the firm search asks: nodes, terms, a circle, and the filters; as the address says it and as the server wants it.
import type { LocationQuery } from 'vue-router'
import type { QueryOf } from '@/api/types'
import { apiFilter, filterFrom, type FirmFilter } from '@/lib/firmFilter'

export interface FirmSearch {
  nodes: string[]
  terms: string[]
  near: number | undefined
  radius: number
  filter: FirmFilter
}
export const RADIUS = 300
const list = (value: unknown) => (typeof value === 'string' ? value.split(',').map((one) => one.trim()).filter(Boolean) : [])
const number = (value: unknown) => {
  const parsed = typeof value === 'string' && value !== '' ? Number(value) : NaN
  return Number.isFinite(parsed) && parsed > 0 ? parsed : undefined
}

export function searchFrom(query: LocationQuery): FirmSearch {
  return { nodes: list(query.nodes), terms: list(query.terms), near: number(query.near), radius: Math.min(5000, number(query.radius_km) ?? RADIUS), filter: filterFrom(query) }
}

/** Without the circle: what counting takes. */
export const countQuery = (search: FirmSearch) => ({ ...(search.nodes.length && { nodes: search.nodes }), ...(search.terms.length && { terms: search.terms }), ...apiFilter(search.filter) })
export const firmQuery = (search: FirmSearch, top: number): QueryOf<'/firms'> => ({ ...countQuery(search), ...(search.near !== undefined && { near: search.near, radius_km: search.radius }), top })

export interface Counts {
  province: Count[]
  city: Count[]
  year: Count[]
}
interface Count {
  key: string
  name: { zh: string; en: string }
  firms: number
}
/** Counts of the firms that are shown: for a circle, which the server does not count by. */
export function countShown(items: readonly { place: { code: number; name: { zh: string; en: string }; province: number; city: number }; registered: string | null }[], provinceName: (code: number) => { zh: string; en: string } | undefined): Counts {
  const tally = (key: (item: (typeof items)[number]) => string | undefined, name: (item: (typeof items)[number], key: string) => { zh: string; en: string }) => {
    const found = new Map<string, Count>()
    for (const item of items) {
      const of = key(item)
      if (!of || of === '0') continue
      const one = found.get(of) ?? { key: of, name: name(item, of), firms: 0 }
      one.firms++
      found.set(of, one)
    }
    return [...found.values()].sort((a, b) => b.firms - a.firms)
  }
  return {
    province: tally((item) => String(item.place.province), (_, key) => provinceName(Number(key)) ?? { zh: key, en: key }),
    city: tally((item) => String(item.place.city), (item) => item.place.name),
    year: tally((item) => item.registered?.slice(0, 4), (_, key) => ({ zh: key, en: key })),
  }
}
