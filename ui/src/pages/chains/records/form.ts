// The fields of a record as a form holds them: texts and numbers that may be missing; and back to what the server takes.
import type { Schema } from '@/api/types'
import type { AnyRecord, LocalFirm, PlannedProject, RecordKind, Tie } from './kinds'

export interface Fields {
  name: string
  brand: string
  node: string
  capacity: string
  stage: Schema<'FirmStage'>
  anchor: boolean
  whole_place: boolean
  quantity: string
  from_year: string
  to_year: string
  local: string
  outside: string
  kind: Schema<'TieKind'>
  note: string
  source: string
  date: string
  status: Schema<'Provenance'>['status']
}

export function fieldsOf(kind: RecordKind, record: AnyRecord | undefined, node = '', today = new Date()): Fields {
  const year = today.getFullYear()
  const fields: Fields = {
    name: '', brand: '', node, capacity: '', stage: 'running', anchor: false, whole_place: false, quantity: '', from_year: String(year), to_year: String(year + 4),
    local: '', outside: '', kind: 'supplier', note: '', source: '', date: today.toISOString().slice(0, 10), status: 'unverified',
  }
  if (!record) return fields
  Object.assign(fields, { note: record.note, source: record.provenance.source, date: record.provenance.date, status: record.provenance.status })
  if (kind === 'firms') {
    const f = record as LocalFirm
    return { ...fields, name: f.name, brand: f.brand, node: f.node.id, capacity: f.capacity === null ? '' : String(f.capacity), stage: f.stage, anchor: f.anchor, whole_place: f.whole_place }
  }
  if (kind === 'projects') {
    const p = record as PlannedProject
    return { ...fields, name: p.name, node: p.node.id, quantity: String(p.quantity), from_year: String(p.from_year), to_year: String(p.to_year) }
  }
  const t = record as Tie
  return { ...fields, local: t.local, outside: t.outside, kind: t.kind }
}

/** '12,000' -> 12000; nothing -> null; no number -> NaN, which the form refuses. */
export const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text.replace(/[,，\s]/g, '')))

export function inputOf(kind: RecordKind, f: Fields): Schema<'LocalFirmInput'> | Schema<'PlannedProjectInput'> | Schema<'TieInput'> {
  const provenance = { source: f.source.trim(), date: f.date, status: f.status }
  const note = f.note.trim()
  if (kind === 'firms') return { name: f.name.trim(), brand: f.brand.trim(), node: f.node, capacity: numberOf(f.capacity), stage: f.stage, anchor: f.anchor, whole_place: f.whole_place, note, provenance }
  if (kind === 'projects') return { name: f.name.trim(), node: f.node, quantity: numberOf(f.quantity) ?? 0, from_year: numberOf(f.from_year) ?? 0, to_year: numberOf(f.to_year) ?? 0, note, provenance }
  return { local: f.local.trim(), outside: f.outside.trim(), kind: f.kind, note, provenance }
}

/** Names of the fields that are missing or no numbers; the server checks the rest. */
export function missing(kind: RecordKind, f: Fields): (keyof Fields)[] {
  const must: (keyof Fields)[] = kind === 'firms' ? ['name', 'node'] : kind === 'projects' ? ['name', 'node', 'quantity', 'from_year', 'to_year'] : ['local', 'outside']
  const empty = [...must, 'source' as const, 'date' as const].filter((k) => String(f[k]).trim() === '')
  const numbers: (keyof Fields)[] = kind === 'firms' ? ['capacity'] : kind === 'projects' ? ['quantity', 'from_year', 'to_year'] : []
  const wrong = numbers.filter((k) => {
    const v = numberOf(String(f[k]))
    return v !== null && (!Number.isFinite(v) || v < 0)
  })
  return [...new Set([...empty, ...wrong])]
}
