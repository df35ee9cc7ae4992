// Marked words of an evidence text. Places are counted in Unicode code points, JavaScript counts UTF-16 units.
import type { Evidence } from '@/api/types'

export interface Piece {
  text: string
  /** The marks that lie over this piece, strongest first; empty: plain text. */
  marks: Evidence['marks']
}

/** The text cut at every border of a mark. Marks outside the text are cut off; empty ones are left out. */
export function pieces(text: string, marks: Evidence['marks']): Piece[] {
  const points = Array.from(text)
  const valid = marks
    .map((mark) => ({ mark, begin: Math.max(0, mark.begin), end: Math.min(points.length, mark.end) }))
    .filter(({ begin, end }) => begin < end)
  const cuts = [...new Set([0, points.length, ...valid.flatMap(({ begin, end }) => [begin, end])])].sort((a, b) => a - b)
  const result: Piece[] = []
  for (let i = 0; i + 1 < cuts.length; ++i) {
    const [from, to] = [cuts[i]!, cuts[i + 1]!]
    const over = valid.filter(({ begin, end }) => begin <= from && to <= end).map(({ mark }) => mark)
    over.sort((a, b) => Number(b.head) - Number(a.head))
    result.push({ text: points.slice(from, to).join(''), marks: over })
  }
  return result
}

export interface Excerpt {
  text: string
  marks: Evidence['marks']
  cutBefore: boolean
  cutAfter: boolean
}

/** The part of a long text around its marks: `around` code points either side; the rest is left out. */
export function excerpt(text: string, marks: Evidence['marks'], around = 40, most = 240): Excerpt {
  const points = Array.from(text)
  if (points.length <= most) return { text, marks, cutBefore: false, cutAfter: false }
  const first = marks.length ? Math.min(...marks.map((mark) => mark.begin)) : 0
  const begin = Math.max(0, Math.min(first - around, points.length - most))
  const end = Math.min(points.length, begin + most)
  const moved = marks.filter((mark) => mark.end > begin && mark.begin < end).map((mark) => ({ ...mark, begin: mark.begin - begin, end: mark.end - begin }))
  return { text: points.slice(begin, end).join(''), marks: moved, cutBefore: begin > 0, cutAfter: end < points.length }
}
