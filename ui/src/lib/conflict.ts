// Two people changed one record: what differs between the version one started from, one's own, and the one that was saved meanwhile.
export type RecordOf = Record<string, unknown>
export type Choice = 'mine' | 'theirs'

export interface Difference {
  field: string
  base: unknown
  mine: unknown
  theirs: unknown
  /** Both changed it, to different values: only then a person must choose. */
  clash: boolean
  choice: Choice
}

const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain)
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, child]) => [key, plain(child)]))
  return value
}
export const same = (a: unknown, b: unknown) => JSON.stringify(plain(a ?? null)) === JSON.stringify(plain(b ?? null))

/** Fields in which mine and theirs differ. What only one side changed is taken from that side. */
export function differences(fields: readonly string[], base: RecordOf, mine: RecordOf, theirs: RecordOf): Difference[] {
  return fields
    .filter((field) => !same(mine[field], theirs[field]))
    .map((field) => {
      const iChanged = !same(mine[field], base[field])
      const theyChanged = !same(theirs[field], base[field])
      return { field, base: base[field], mine: mine[field], theirs: theirs[field], clash: iChanged && theyChanged, choice: iChanged ? ('mine' as const) : ('theirs' as const) }
    })
}

/** The record to save on top of theirs. */
export const merge = (found: readonly Difference[]): RecordOf => Object.fromEntries(found.filter((difference) => difference.choice === 'mine').map((difference) => [difference.field, difference.mine]))
