// Names and colours of the parts of a score.
import { useI18n } from 'vue-i18n'
import { useFormat } from '@/lib/format'
import type { Words } from '@/api/types'

const COLOURED = new Set(['capability', 'focus', 'scale', 'standing', 'expansion', 'ties', 'logistics', 'fit', 'risk'])
export const partColour = (id: string) => `var(--part-${COLOURED.has(id) ? id : 'other'})`

/** A part that the pages do not know has the name the server gives it, at worst its id. */
export function usePartName() {
  const { t, te } = useI18n()
  const { words } = useFormat()
  // i18n: parts.part.*
  return (id: string, names?: Record<string, Words>) => (names?.[id] ? words(names[id]) : te(`parts.part.${id}`) ? t(`parts.part.${id}`) : id)
}

export interface Span {
  most: number
  least: number
}
/** Room that the longest bars take on either side of zero. */
export function spanOf(rows: readonly { parts: readonly { points: number }[] }[]): Span {
  let [most, least] = [0.01, 0.01]
  for (const { parts } of rows) {
    let [gains, losses] = [0, 0]
    for (const { points } of parts) {
      if (points > 0) gains += points
      else losses -= points
    }
    most = Math.max(most, gains)
    least = Math.max(least, losses)
  }
  return { most, least }
}
