// What a link to the map carries: measure, filters, chosen node, view. Defaults are left out of the address.
import { computed } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'
import { directions, kinds, measures, stages, type Filters, type Measure } from '@/parts/chain/model'

export interface MapState {
  measure: Measure
  filters: Filters
  node: string | undefined
  view: 'map' | 'table'
}

const one = (value: LocationQuery[string] | undefined) => (Array.isArray(value) ? value[0] : value) ?? ''
const some = <T extends string>(value: LocationQuery[string] | undefined, known: readonly T[]) =>
  known.filter((k) => one(value).split(',').includes(k))

export function readState(query: LocationQuery): MapState {
  const firms = one(query.firms)
  return {
    measure: measures.find((m) => m === one(query.measure)) ?? 'unmet',
    filters: {
      directions: some(query.direction, directions),
      stages: some(query.stage, stages),
      kinds: some(query.kind, kinds),
      firms: firms === 'with' || firms === 'without' ? firms : 'any',
    },
    node: one(query.node) || undefined,
    view: one(query.view) === 'table' ? 'table' : 'map',
  }
}

export function writeState(state: MapState): Record<string, string> {
  const query: Record<string, string> = {}
  if (state.measure !== 'unmet') query.measure = state.measure
  if (state.filters.directions.length > 0) query.direction = state.filters.directions.join()
  if (state.filters.stages.length > 0) query.stage = state.filters.stages.join()
  if (state.filters.kinds.length > 0) query.kind = state.filters.kinds.join()
  if (state.filters.firms !== 'any') query.firms = state.filters.firms
  if (state.node) query.node = state.node
  if (state.view === 'table') query.view = 'table'
  return query
}

/** Reads from the address, writes to it: choosing a node can be gone back from, the rest replaces. */
export function useMapState() {
  const route = useRoute()
  const router = useRouter()
  const state = computed(() => readState(route.query))
  function change(part: Partial<MapState>) {
    const next = { ...state.value, ...part }
    const query = writeState(next)
    void (part.node !== undefined && part.node !== state.value.node ? router.push({ query }) : router.replace({ query }))
  }
  return { state, change }
}
