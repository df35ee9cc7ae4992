// Targets of groups by indicator and period, and where the records behind a figure are.
import type { RouteLocationRaw } from 'vue-router'
import type { Schema } from '@/api/types'
import { periodOf } from '@/lib/days'
import { may, mayAll, me } from '@/state/session'

export type GroupTarget = Schema<'GroupTarget'>
export type Indicator = Schema<'Indicator'>
export const INDICATORS: readonly Indicator[] = ['trips', 'visits', 'return-visits', 'receptions', 'leads', 'signed', 'signed-investment', 'started', 'in-production', 'arrived-capital']
export const PERIODS = [0, 1, 2, 3, 4] as const
export type Period = (typeof PERIODS)[number]
export const isMoney = (indicator: Indicator) => indicator === 'signed-investment' || indicator === 'arrived-capital'

export const keyOf = (indicator: Indicator, period: number | null) => `${indicator} ${period ?? 0}`
export interface GroupRows {
  id: string
  name: GroupTarget['group']['name']
  cells: Map<string, GroupTarget>
  indicators: Indicator[]
}
/** A table a group, its indicators in their order. `more`: indicators that are shown though nothing is set for them yet. */
export function byGroup(items: readonly GroupTarget[], more: readonly Indicator[] = []): GroupRows[] {
  const groups = new Map<string, GroupRows>()
  for (const item of items) {
    const rows = groups.get(item.group.id) ?? { id: item.group.id, name: item.group.name, cells: new Map(), indicators: [] }
    rows.cells.set(keyOf(item.indicator, item.quarter), item)
    groups.set(item.group.id, rows)
  }
  for (const rows of groups.values()) rows.indicators = INDICATORS.filter((indicator) => more.includes(indicator) || PERIODS.some((period) => rows.cells.has(keyOf(indicator, period))))
  return [...groups.values()]
}

const PERMISSION: Partial<Record<Indicator, string>> = { trips: 'trips.read', visits: 'trips.read', 'return-visits': 'trips.read', receptions: 'trips.read', leads: 'leads.read', 'arrived-capital': 'payments.read' }
/** Everybody sees the figures of all groups; they open to those who may read the records behind them. */
export function mayOpen(indicator: Indicator, group: string) {
  const permission = PERMISSION[indicator] ?? 'projects.read'
  return mayAll(permission) || (may(permission) && (me.value?.groups ?? []).some((one) => one.id === group))
}

/** The records that were counted. */
export function recordsOf(group: string, indicator: Indicator, year: number, quarter: number | null): RouteLocationRaw {
  const days = periodOf(year, quarter)
  const kind = { visits: 'visit', 'return-visits': 'return-visit', receptions: 'reception' }[indicator as string]
  if (indicator === 'trips') return { path: '/trips', query: { group, ...days } }
  if (kind) return { path: '/visits', query: { group, kind, ...days } }
  if (indicator === 'leads') return { path: '/leads', query: { group } }
  if (indicator === 'arrived-capital') return { path: '/capital/payments', query: { group, ...days } }
  return { path: '/projects', query: { group } }
}
