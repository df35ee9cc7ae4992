// The three tables of what the zone knows of itself, behind one face.
import { api } from '@/api'
import type { Schema } from '@/api/types'

export const recordKinds = ['firms', 'projects', 'ties'] as const
export type RecordKind = (typeof recordKinds)[number]
export type LocalFirm = Schema<'LocalFirm'>
export type PlannedProject = Schema<'PlannedProject'>
export type Tie = Schema<'Tie'>
export type AnyRecord = LocalFirm | PlannedProject | Tie
export interface Page {
  items: AnyRecord[]
  next: string | null
  total: number | null
}
export interface Query {
  q?: string
  sort?: string
  chain?: string
  cursor?: string
  limit: number
}

export const pathOf = { firms: '/local-firms', projects: '/planned-projects', ties: '/ties' } as const

export async function list(kind: RecordKind, query: Query, signal: AbortSignal): Promise<Page> {
  const { chain, ...rest } = query
  if (kind === 'firms') return api.get('/local-firms', { query: { ...rest, ...(chain ? { chain } : {}) }, signal })
  if (kind === 'projects') return api.get('/planned-projects', { query: { ...rest, ...(chain ? { chain } : {}) }, signal })
  return api.get('/ties', { query: rest, signal })
}

/** `record`: what is changed; undefined: a new one. */
export async function save(kind: RecordKind, input: unknown, record: AnyRecord | undefined): Promise<AnyRecord> {
  const change = record && { path: { id: record.id }, version: record.version }
  if (kind === 'firms') {
    const body = input as Schema<'LocalFirmInput'>
    return change ? api.put('/local-firms/{id}', { ...change, body }) : api.post('/local-firms', { body })
  }
  if (kind === 'projects') {
    const body = input as Schema<'PlannedProjectInput'>
    return change ? api.put('/planned-projects/{id}', { ...change, body }) : api.post('/planned-projects', { body })
  }
  const body = input as Schema<'TieInput'>
  return change ? api.put('/ties/{id}', { ...change, body }) : api.post('/ties', { body })
}

export async function remove(kind: RecordKind, record: AnyRecord): Promise<void> {
  const change = { path: { id: record.id }, version: record.version }
  if (kind === 'firms') await api.delete('/local-firms/{id}', change)
  else if (kind === 'projects') await api.delete('/planned-projects/{id}', change)
  else await api.delete('/ties/{id}', change)
}
