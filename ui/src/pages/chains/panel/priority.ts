// The priority as a product of four factors, each with its bar (0-1) and what it follows from. Formulas: docs/diagnosis.md.
import type { Schema } from '@/api/types'

export interface Factor {
  id: 'value' | 'pull' | 'criticality' | 'feasibility'
  value: number // yuan for `value`, else 0-1
  left: number // of the unmet value after this factor, 0-1
}

export function factors(p: Schema<'NodeDetail'>['priority']): Factor[] {
  const list: Factor[] = [{ id: 'value', value: p.unmet_value, left: 1 }]
  let left = 1
  for (const id of ['pull', 'criticality', 'feasibility'] as const) {
    left *= p[id]
    list.push({ id, value: p[id], left })
  }
  return list
}
