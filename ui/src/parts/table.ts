// What DataTable shows.
export interface Column {
  key: string
  title: string
  /** Its heading sorts; the field the server sorts by, where it is not `key`. */
  sort?: boolean | string
  align?: 'left' | 'right'
  /** CSS width or minimum ('120px'). */
  width?: string
  /** Not shown until chosen. */
  hidden?: boolean
  /** Cannot be hidden. */
  always?: boolean
  /** On phones: the heading of the row, at its right corner, or left out. */
  phone?: 'title' | 'corner' | 'hide'
}

/** 'name' -> '-name' -> none. */
export function nextSort(now: string, field: string): string {
  if (now === field) return `-${field}`
  return now === `-${field}` ? '' : field
}

/** Sorting in the page, for lists that are whole: numbers by size, texts by the language's order, missing last. */
export function sortRows<Row>(rows: readonly Row[], sort: string, value: (row: Row, field: string) => string | number | null | undefined, locale: string): Row[] {
  if (!sort) return [...rows]
  const down = sort.startsWith('-')
  const field = down ? sort.slice(1) : sort
  const collator = new Intl.Collator(locale, { numeric: true })
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a, field), value(b, field)]
    if (x === null || x === undefined || x === '') return y === null || y === undefined || y === '' ? 0 : 1
    if (y === null || y === undefined || y === '') return -1
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : collator.compare(String(x), String(y))
    return down ? -order : order
  })
}
