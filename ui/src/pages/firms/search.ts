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

/** What is counted: all that match, also in a circle. */
export const countQuery = (search: FirmSearch) => ({
  ...(search.nodes.length && { nodes: search.nodes }),
  ...(search.terms.length && { terms: search.terms }),
  ...(search.near !== undefined && { near: search.near, radius_km: search.radius }),
  ...apiFilter(search.filter),
})
export const firmQuery = (search: FirmSearch, top: number): QueryOf<'/firms'> => ({ ...countQuery(search), top })
