// The chain as the map sees it: measures, filters, what feeds a node and what it feeds. No drawing here.

import type { Schema, Words } from '@/api/types'

export type { Words }
export type Direction = Schema<'Direction'>
export type Stage = Schema<'Stage'>
export type NodeKind = Schema<'NodeKind'>
export type ChainNode = Schema<'ChainNode'>
export type ChainEdge = Schema<'ChainEdge'>
export type Chain = Schema<'Chain'>
export type Measure = 'demand' | 'unmet' | 'priority'

export const stages: readonly Stage[] = ['upstream', 'midstream', 'downstream']
export const directions: readonly Direction[] = ['fill', 'strengthen', 'extend', 'covered', 'demand', 'idle']
export const measures: readonly Measure[] = ['unmet', 'demand', 'priority']
export const kinds: readonly NodeKind[] = ['material', 'product', 'equipment', 'service', 'project']

/** CNY a year. Demand is valued at the price the unmet part is valued at; where nothing is unmet that price is not known: null. */
export function measured(node: ChainNode, measure: Measure): number | null {
  if (measure === 'priority') return node.priority
  if (measure === 'unmet') return node.unmet_value
  if (node.demand === 0) return 0
  return node.unmet > 0 && node.unmet_value > 0 ? (node.unmet_value * node.demand) / node.unmet : null
}

/** 0 (least) to 3: quarters of the largest value on a root scale, so that one giant does not make dwarfs of all others. */
export function sizeStep(value: number | null, largest: number): 0 | 1 | 2 | 3 {
  if (value === null || value <= 0 || largest <= 0) return 0
  const share = Math.sqrt(value / largest)
  return share >= 0.8 ? 3 : share >= 0.5 ? 2 : share >= 0.25 ? 1 : 0
}

export function largest(chain: Chain, measure: Measure): number {
  return chain.nodes.reduce((m, n) => Math.max(m, measured(n, measure) ?? 0), 0)
}

export interface Filters {
  directions: Direction[] // none: all
  stages: Stage[]
  kinds: NodeKind[]
  firms: 'any' | 'with' | 'without'
}
export const noFilters: Filters = { directions: [], stages: [], kinds: [], firms: 'any' }

export function passes(node: ChainNode, f: Filters): boolean {
  return (
    (f.directions.length === 0 || f.directions.includes(node.direction)) &&
    (f.stages.length === 0 || f.stages.includes(node.stage)) &&
    (f.kinds.length === 0 || f.kinds.includes(node.kind)) &&
    (f.firms === 'any' || (f.firms === 'with') === node.local_firms > 0)
  )
}
export function filtering(f: Filters): boolean {
  return f.directions.length + f.stages.length + f.kinds.length > 0 || f.firms !== 'any'
}

export interface Reach {
  feeds: Set<string> // everything upstream of the node
  fed: Set<string> // everything downstream
  edges: Set<string> // edge keys of both
}
export const edgeKey = (e: { from: string; to: string }): string => `${e.from}>${e.to}`

/** Forward and backward neighbours of every node, in the order of the edges. */
export class Graph {
  readonly into = new Map<string, ChainEdge[]>()
  readonly out = new Map<string, ChainEdge[]>()

  constructor(chain: Pick<Chain, 'nodes' | 'edges'>) {
    for (const n of chain.nodes) {
      this.into.set(n.id, [])
      this.out.set(n.id, [])
    }
    for (const e of chain.edges) {
      if (!this.into.has(e.to) || !this.out.has(e.from)) continue
      this.into.get(e.to)!.push(e)
      this.out.get(e.from)!.push(e)
    }
  }

  reach(id: string): Reach {
    const edges = new Set<string>()
    const walk = (links: Map<string, ChainEdge[]>, end: 'from' | 'to'): Set<string> => {
      const seen = new Set<string>()
      const open = [id]
      for (let at = open.pop(); at !== undefined; at = open.pop()) {
        for (const e of links.get(at) ?? []) {
          edges.add(edgeKey(e))
          if (!seen.has(e[end]) && e[end] !== id) {
            seen.add(e[end])
            open.push(e[end])
          }
        }
      }
      return seen
    }
    return { feeds: walk(this.into, 'from'), fed: walk(this.out, 'to'), edges }
  }
}

/** Nodes whose name, terms or id hold the words; best first: name is them, name begins with them, name holds them, a term holds them. */
export function find(chain: Chain, words: string): ChainNode[] {
  const sought = words.trim().toLowerCase()
  if (sought === '') return []
  const rank = (n: ChainNode): number => {
    const names = [n.name.zh.toLowerCase(), n.name.en.toLowerCase()]
    if (names.includes(sought)) return -1
    if (names.some((s) => s.startsWith(sought))) return 0
    if (names.some((s) => s.includes(sought))) return 1
    if (n.terms.some((s) => s.toLowerCase().includes(sought))) return 2
    return n.id.includes(sought) ? 3 : 4
  }
  return chain.nodes
    .map((n, i) => ({ n, i, r: rank(n) }))
    .filter((x) => x.r < 4)
    .sort((a, b) => a.r - b.r || a.i - b.i)
    .map((x) => x.n)
}
