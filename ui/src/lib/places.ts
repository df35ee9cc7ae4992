// Provinces and cities, asked for once.
import { shallowReactive } from 'vue'
import { api } from '@/api'
import type { Place } from '@/api/types'
import { cityOf, provinceOf } from './firmFilter'

const loading = new Map<number, Promise<Place[]>>()
/** All places met so far, by code: names for chips and titles. */
export const knownPlaces = shallowReactive(new Map<number, Place>())

/** 0: the provinces; else the cities of one. */
export function placesWithin(province: number): Promise<Place[]> {
  const known = loading.get(province)
  if (known) return known
  const asked = api.get('/places', province ? { query: { within: province } } : {}).then(({ items }) => {
    for (const place of items) knownPlaces.set(place.code, place)
    return items
  })
  asked.catch(() => loading.delete(province))
  loading.set(province, asked)
  return asked
}

/** Loads what is needed to name these codes. */
export async function learnPlaces(codes: readonly number[]) {
  const wanted = new Set<number>(codes.length ? [0] : [])
  for (const code of codes) if (code % 10_000 !== 0 && !knownPlaces.has(code)) wanted.add(provinceOf(code))
  await Promise.all([...wanted].map(placesWithin)).catch(() => undefined)
}
export const namedPlace = (code: number) => knownPlaces.get(code) ?? knownPlaces.get(cityOf(code))
