// What changed between two records, field by field, for the audit log.
import { same } from './conflict'

export interface Change {
  path: string
  before: unknown
  after: unknown
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Objects are followed, lists are one value. `undefined`: not there. */
export function changes(before: unknown, after: unknown, path = ''): Change[] {
  if (same(before, after)) return []
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return keys.flatMap((key) => changes(before[key], after[key], path ? `${path}.${key}` : key))
  }
  if (isObject(after) && (before === null || before === undefined)) return Object.entries(after).flatMap(([key, value]) => changes(undefined, value, path ? `${path}.${key}` : key))
  if (isObject(before) && (after === null || after === undefined)) return Object.entries(before).flatMap(([key, value]) => changes(value, undefined, path ? `${path}.${key}` : key))
  return [{ path, before, after }]
}

export function show(value: unknown): string {
  if (value === undefined || value === null || value === '') return '—'
  if (Array.isArray(value)) return value.length ? value.map(show).join(', ') : '—'
  return isObject(value) ? JSON.stringify(value) : String(value)
}
