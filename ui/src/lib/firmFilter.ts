// Filters of firms: what the address says, what the server is asked. Money is yuan in both; fields show 10,000 yuan.
import type { LocationQuery } from 'vue-router'
import type { Schema } from '@/api/types'

export type Activity = Schema<'Activity'>
export const ACTIVITIES: readonly Activity[] = ['make', 'process', 'research', 'install', 'sell', 'rent', 'service', 'unstated']

export interface FirmFilter {
  places: number[]
  regions: string[]
  capitalMin: number | undefined
  capitalMax: number | undefined
  from: string
  to: string
  activities: Activity[]
  listed: boolean | undefined
  brand: string
  text: string
}
export const noFilter = (): FirmFilter => ({ places: [], regions: [], capitalMin: undefined, capitalMax: undefined, from: '', to: '', activities: [], listed: undefined, brand: '', text: '' })

const one = (value: LocationQuery[string] | undefined) => (typeof value === 'string' ? value : '')
const many = (value: LocationQuery[string] | undefined) => one(value).split(',').filter(Boolean)
const amount = (value: LocationQuery[string] | undefined) => {
  const number = Number(one(value))
  return one(value) !== '' && Number.isFinite(number) && number >= 0 ? number : undefined
}
const day = (value: LocationQuery[string] | undefined) => (/^\d{4}-\d{2}-\d{2}$/.test(one(value)) ? one(value) : '')

/** What cannot be understood is left out: an address is typed by anybody. */
export function filterFrom(query: LocationQuery): FirmFilter {
  return {
    places: many(query.places).map(Number).filter((code) => Number.isInteger(code) && code > 0),
    regions: many(query.regions),
    capitalMin: amount(query.capital_min),
    capitalMax: amount(query.capital_max),
    from: day(query.registered_from),
    to: day(query.registered_to),
    activities: many(query.activities).filter((activity): activity is Activity => (ACTIVITIES as readonly string[]).includes(activity)),
    listed: one(query.listed) === 'true' ? true : one(query.listed) === 'false' ? false : undefined,
    brand: one(query.brand),
    text: one(query.text),
  }
}

/** For useQueries: '' takes a name out of the address. */
export const queryOf = (filter: FirmFilter): Record<string, string> => ({
  places: filter.places.join(','),
  regions: filter.regions.join(','),
  capital_min: filter.capitalMin === undefined ? '' : String(filter.capitalMin),
  capital_max: filter.capitalMax === undefined ? '' : String(filter.capitalMax),
  registered_from: filter.from,
  registered_to: filter.to,
  activities: filter.activities.join(','),
  listed: filter.listed === undefined ? '' : String(filter.listed),
  brand: filter.brand.trim(),
  text: filter.text.trim(),
})

export interface ApiFilter {
  places?: number[]
  regions?: string[]
  capital_min?: number
  capital_max?: number
  registered_from?: string
  registered_to?: string
  activities?: Activity[]
  listed?: boolean
  brand?: string
  text?: string
}
export function apiFilter(filter: FirmFilter): ApiFilter {
  return {
    ...(filter.places.length && { places: filter.places }),
    ...(filter.regions.length && { regions: filter.regions }),
    ...(filter.capitalMin !== undefined && { capital_min: filter.capitalMin }),
    ...(filter.capitalMax !== undefined && { capital_max: filter.capitalMax }),
    ...(filter.from && { registered_from: filter.from }),
    ...(filter.to && { registered_to: filter.to }),
    ...(filter.activities.length && { activities: filter.activities }),
    ...(filter.listed !== undefined && { listed: filter.listed }),
    ...(filter.brand.trim() && { brand: filter.brand.trim() }),
    ...(filter.text.trim() && { text: filter.text.trim() }),
  }
}

/** How many kinds of filters are set. */
export const filtersSet = (filter: FirmFilter) => Object.keys(apiFilter(filter)).length

export const toggled = <T>(list: readonly T[], value: T): T[] => (list.includes(value) ? list.filter((other) => other !== value) : [...list, value])
export const provinceOf = (code: number) => Math.floor(code / 10_000) * 10_000
export const cityOf = (code: number) => Math.floor(code / 100) * 100
