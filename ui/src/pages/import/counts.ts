// Rows read = accepted + rejected + duplicates: the parts of the bar, and whether they reconcile.
export interface Counts {
  rows_read: number
  accepted: number
  rejected: number
  duplicates: number
}
export type CountPart = 'accepted' | 'duplicates' | 'rejected'

export const countParts = (counts: Counts): { part: CountPart; n: number; share: number }[] =>
  (['accepted', 'duplicates', 'rejected'] as const).map((part) => ({ part, n: counts[part], share: counts.rows_read > 0 ? counts[part] / counts.rows_read : 0 }))

/** 0 when they reconcile. */
export const unexplained = (counts: Counts) => counts.rows_read - counts.accepted - counts.rejected - counts.duplicates
