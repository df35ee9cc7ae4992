// Changes of a chain document, each a new document that shares all it did not change. What the server checks is not checked here.
import type { Schema } from '@/api/types'

export type Document = Schema<'Document'>
export type DocumentNode = Schema<'DocumentNode'>
export type DocumentEdge = Schema<'DocumentEdge'>

export const edgeKeyOf = (e: { from: string; to: string }) => `${e.from}>${e.to}`
export const nodeOf = (d: Document, id: string | undefined) => d.nodes.find((n) => n.id === id)
export const edgeOf = (d: Document, key: string | undefined) => d.edges.find((e) => edgeKeyOf(e) === key)

export function changeNode(d: Document, id: string, part: Partial<DocumentNode>): Document {
  return { ...d, nodes: d.nodes.map((n) => (n.id === id ? { ...n, ...part } : n)) }
}
export function changeEdge(d: Document, key: string, part: Partial<DocumentEdge>): Document {
  return { ...d, edges: d.edges.map((e) => (edgeKeyOf(e) === key ? { ...e, ...part } : e)) }
}
export function removeNode(d: Document, id: string): Document {
  return { ...d, nodes: d.nodes.filter((n) => n.id !== id), edges: d.edges.filter((e) => e.from !== id && e.to !== id) }
}
export function removeEdge(d: Document, key: string): Document {
  return { ...d, edges: d.edges.filter((e) => edgeKeyOf(e) !== key) }
}
export function addEdge(d: Document, from: string, to: string): Document {
  const key = edgeKeyOf({ from, to })
  if (from === to || edgeOf(d, key)) return d
  const source = Object.keys(d.sources)[0] ?? ''
  return { ...d, edges: [...d.edges, { from, to, coefficient: null, source }] }
}

/** A new node, complete but for what only people know; its id is `chain.new`, `chain.new-2`, ... */
export function addNode(d: Document, stage: DocumentNode['stage']): { document: Document; id: string } {
  let id = `${d.chain}.new`
  for (let i = 2; nodeOf(d, id); i += 1) id = `${d.chain}.new-${i}`
  const source = Object.keys(d.sources)[0] ?? ''
  const node: DocumentNode = {
    id, zh: '', en: '', kind: 'product', stage, terms: [], unit: { zh: '', en: '' }, price: { source }, transport_radius_km: { value: 800, source },
    criticality: { value: 0.5, source }, carrier: { use: '', source }, gbt4754: [],
  }
  return { document: { ...d, nodes: [...d.nodes, node] }, id }
}

/** A node gets another id, its edges with it. */
export function renameNode(d: Document, id: string, to: string): Document {
  const move = (x: string) => (x === id ? to : x)
  return { ...d, nodes: d.nodes.map((n) => (n.id === id ? { ...n, id: to } : n)), edges: d.edges.map((e) => (e.from === id || e.to === id ? { ...e, from: move(e.from), to: move(e.to) } : e)) }
}

export function sourceUses(d: Document, key: string): number {
  const figures = d.nodes.flatMap((n) => [n.price.source, n.transport_radius_km.source, n.criticality.source, n.carrier.source])
  return [...figures, ...d.edges.map((e) => e.source)].filter((s) => s === key).length
}

export interface Located {
  node?: string
  edge?: string
  field: string // rest of the pointer: `/price/low`
}

/** What a problem's JSON pointer speaks of. */
export function locate(d: Document, pointer: string): Located {
  const m = /^\/(?:document\/)?(nodes|edges)\/(\d+)(\/.*)?$/.exec(pointer)
  if (!m) return { field: pointer }
  const field = m[3] ?? ''
  if (m[1] === 'nodes') {
    const node = d.nodes[Number(m[2])]
    return node ? { node: node.id, field } : { field: pointer }
  }
  const edge = d.edges[Number(m[2])]
  return edge ? { edge: edgeKeyOf(edge), field } : { field: pointer }
}
