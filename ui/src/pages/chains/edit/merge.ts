// Two people changed the same chain: what only one of them touched is taken from that one; where both did, a person decides.
import { edgeKeyOf, type Document } from './document'

export type Side = 'mine' | 'theirs'
export interface Clash {
  kind: 'node' | 'edge' | 'source'
  id: string
  mine: unknown // undefined: removed
  theirs: unknown
}
export interface Merge {
  clashes: Clash[]
  /** The document with each clash decided; what is not named is mine. */
  result(choices: ReadonlyMap<string, Side>): Document
}
export const clashKey = (c: Pick<Clash, 'kind' | 'id'>) => `${c.kind} ${c.id}`

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

function lists(d: Document): Record<Clash['kind'], Map<string, unknown>> {
  return {
    node: new Map(d.nodes.map((n) => [n.id, n])),
    edge: new Map(d.edges.map((e) => [edgeKeyOf(e), e])),
    source: new Map(Object.entries(d.sources)),
  }
}

export function merge(base: Document, mine: Document, theirs: Document): Merge {
  const [b, m, t] = [lists(base), lists(mine), lists(theirs)]
  const clashes: Clash[] = []
  const pick = (kind: Clash['kind'], choices: ReadonlyMap<string, Side> | undefined): Map<string, unknown> => {
    const result = new Map<string, unknown>()
    for (const id of new Set([...t[kind].keys(), ...m[kind].keys()])) {
      const [was, my, their] = [b[kind].get(id), m[kind].get(id), t[kind].get(id)]
      let value = same(my, was) ? their : my
      if (!same(my, was) && !same(their, was) && !same(my, their)) {
        if (choices) value = choices.get(clashKey({ kind, id })) === 'theirs' ? their : my
        else clashes.push({ kind, id, mine: my, theirs: their })
      }
      if (value !== undefined) result.set(id, value)
    }
    return result
  }
  for (const kind of ['source', 'node', 'edge'] as const) pick(kind, undefined)
  return {
    clashes,
    result(choices) {
      const nodes = pick('node', choices)
      const edges = [...pick('edge', choices).values()] as Document['edges']
      return {
        ...(same(mine.name, base.name) ? theirs : mine),
        sources: Object.fromEntries(pick('source', choices)) as Document['sources'],
        nodes: [...nodes.values()] as Document['nodes'],
        // An edge whose node one side removed goes with it.
        edges: edges.filter((e) => nodes.has(e.from) && nodes.has(e.to)),
      }
    },
  }
}
