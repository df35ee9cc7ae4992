// Paths from a firm to firms of the zone: known ties first, then what the chains suggest.
import type { Schema } from '@/api/types'

export interface Path {
  known: boolean
  local: string
  kind: Schema<'TieKind'> | 'could-supply' | 'could-buy'
  /** What of the firm the relation is about. */
  via: Schema<'NodeRef'> | undefined
  /** What the local firm makes. */
  node: Schema<'NodeRef'> | undefined
  note: string
  provenance: Schema<'Provenance'> | undefined
}

/** `most`: candidates; known ties are never left out. */
export function pathsOf(firm: Pick<Schema<'Firm'>, 'ties' | 'tie_candidates'>, most = 8): Path[] {
  const known = firm.ties.map(({ local, kind, note, provenance }): Path => ({ known: true, local, kind, via: undefined, node: undefined, note, provenance }))
  const seen = new Set<string>()
  const maybe = firm.tie_candidates.flatMap(({ local, node, relation, via }): Path[] => {
    const key = `${local} ${relation} ${node.id} ${via.id}`
    if (seen.has(key)) return []
    seen.add(key)
    return [{ known: false, local, kind: relation, via, node, note: '', provenance: undefined }]
  })
  return [...known, ...maybe.slice(0, most)]
}
