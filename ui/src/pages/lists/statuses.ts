import type { Schema } from '@/api/types'

export type TargetList = Schema<'TargetList'>
export type TargetItem = Schema<'TargetItem'>
export type ItemStatus = Schema<'ItemStatus'>
/** From the first call to the talks; dropped at the end. */
export const STATUSES: readonly ItemStatus[] = ['new', 'contacting', 'visited', 'negotiating', 'dropped']

export const countByStatus = (items: readonly TargetItem[]): Record<ItemStatus, number> => {
  const counts: Record<ItemStatus, number> = { new: 0, contacting: 0, visited: 0, negotiating: 0, dropped: 0 }
  for (const { status } of items) counts[status]++
  return counts
}
