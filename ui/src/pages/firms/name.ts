// Where the four parts of a firm's name stand in it.
import type { Schema } from '@/api/types'

export type NamePart = 'place' | 'brand' | 'business' | 'form' | 'rest'
export interface NamePiece {
  part: NamePart
  text: string
}

/** Parts found in the name, in the order in which they stand; what is between them is the rest. A part that is not there is left out. */
export function splitName(name: string, parts: Schema<'Firm'>['name_parts']): NamePiece[] {
  const taken: { part: NamePart; begin: number; end: number }[] = []
  const free = (begin: number, end: number) => taken.every((one) => end <= one.begin || begin >= one.end)
  for (const part of ['form', 'brand', 'business', 'place'] as const) {
    const text = parts[part]
    if (!text) continue
    // The form stands last, the others are looked for from the front.
    let begin = part === 'form' ? name.lastIndexOf(text) : name.indexOf(text)
    while (begin >= 0 && !free(begin, begin + text.length)) begin = part === 'form' ? name.lastIndexOf(text, begin - 1) : name.indexOf(text, begin + 1)
    if (begin >= 0) taken.push({ part, begin, end: begin + text.length })
  }
  taken.sort((a, b) => a.begin - b.begin)
  const pieces: NamePiece[] = []
  let at = 0
  for (const { part, begin, end } of taken) {
    if (begin > at) pieces.push({ part: 'rest', text: name.slice(at, begin) })
    pieces.push({ part, text: name.slice(begin, end) })
    at = end
  }
  if (at < name.length) pieces.push({ part: 'rest', text: name.slice(at) })
  return pieces
}
