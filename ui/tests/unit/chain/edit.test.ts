// Editing: changes of a document, where a problem points, joining two people's work, the state in the address, forms of records.
import { describe, expect, it } from 'vitest'
import { addEdge, addNode, changeNode, edgeOf, locate, nodeOf, removeNode, renameNode, sourceUses, type Document } from '@/pages/chains/edit/document'
import { overlay } from '@/pages/chains/edit/editor'
import { clashKey, merge } from '@/pages/chains/edit/merge'
import { readState, writeState } from '@/pages/chains/mapState'
import { factors } from '@/pages/chains/panel/priority'
import { fieldsOf, inputOf, missing, numberOf } from '@/pages/chains/records/form'
import type { LocalFirm } from '@/pages/chains/records/kinds'
import type { Chain } from '@/parts/chain/model'
import gearbox from '../../fixtures/chains/node-wind.gearbox.json'
import wind from '../../fixtures/chains/wind.json'

const figure = { value: 1, source: 'a' }
const node = (id: string, zh = id) => ({
  id, zh, en: id, kind: 'product' as const, stage: 'upstream' as const, terms: [zh], unit: { zh: '台', en: 'set' }, price: figure, transport_radius_km: figure, criticality: figure, carrier: { use: 'hall', source: 'a' }, gbt4754: [],
})
const base: Document = {
  chain: 'd', name: { zh: '示例', en: 'Demo' }, version: '2026-11-24',
  sources: { a: { title: 'A', date: '2026-01-01', status: 'derived' }, b: { title: 'B', date: '2026-01-01', status: 'reported' } },
  nodes: [node('d.x'), node('d.y'), node('d.z')],
  edges: [{ from: 'd.x', to: 'd.y', coefficient: 2, source: 'a' }, { from: 'd.y', to: 'd.z', coefficient: null, source: 'a' }],
}

describe('changes', () => {
  it('leave the former document as it was and share the rest', () => {
    const next = changeNode(base, 'd.x', { zh: '新' })
    expect(base.nodes[0]!.zh).toBe('d.x')
    expect(next.nodes[0]!.zh).toBe('新')
    expect(next.nodes[1]).toBe(base.nodes[1])
  })
  it('take the edges along', () => {
    expect(removeNode(base, 'd.y').edges).toEqual([])
    const renamed = renameNode(base, 'd.y', 'd.w')
    expect(nodeOf(renamed, 'd.w')).toBeDefined()
    expect(renamed.edges.map((e) => `${e.from}>${e.to}`)).toEqual(['d.x>d.w', 'd.w>d.z'])
  })
  it('add what is new once, under a free id', () => {
    const one = addNode(base, 'midstream')
    expect(one.id).toBe('d.new')
    expect(addNode(one.document, 'midstream').id).toBe('d.new-2')
    expect(addEdge(base, 'd.x', 'd.y')).toBe(base)
    expect(addEdge(base, 'd.x', 'd.x')).toBe(base)
    expect(edgeOf(addEdge(base, 'd.x', 'd.z'), 'd.x>d.z')?.coefficient).toBeNull()
    expect(sourceUses(base, 'a')).toBe(14)
    expect(sourceUses(base, 'b')).toBe(0)
  })
  it('know what a problem points to', () => {
    expect(locate(base, '/nodes/1/price/low')).toEqual({ node: 'd.y', field: '/price/low' })
    expect(locate(base, '/document/edges/0')).toEqual({ edge: 'd.x>d.y', field: '' })
    expect(locate(base, '/nodes/9/zh')).toEqual({ field: '/nodes/9/zh' })
    expect(locate(base, '/sources/a')).toEqual({ field: '/sources/a' })
  })
  it('are drawn over the diagnosis', () => {
    const chain = wind as unknown as Chain
    const d: Document = { ...base, nodes: [{ ...node('wind.gearbox', '齿轮箱甲') }, node('wind.new')], edges: [{ from: 'wind.new', to: 'wind.gearbox', low: 1, high: 3, source: 'a' }] }
    const o = overlay(chain, d)
    expect(o.nodes[0]).toMatchObject({ name: { zh: '齿轮箱甲' }, direction: 'strengthen', demand: 1950 })
    expect(o.nodes[1]).toMatchObject({ direction: 'idle', demand: 0 })
    expect(o.edges[0]!.coefficient).toBe(2)
  })
})

describe('two who change the same chain', () => {
  it('are joined where they touch different things', () => {
    const mine = changeNode(base, 'd.x', { zh: '我' })
    const theirs = addNode(changeNode(base, 'd.y', { zh: '他' }), 'upstream').document
    const m = merge(base, mine, theirs)
    expect(m.clashes).toEqual([])
    const r = m.result(new Map())
    expect(r.nodes.map((n) => n.zh).sort()).toEqual(['', 'd.z', '我', '他'].sort())
  })
  it('are asked where both changed the same', () => {
    const mine = changeNode(base, 'd.x', { zh: '我' })
    const theirs = changeNode(base, 'd.x', { zh: '他' })
    const m = merge(base, mine, theirs)
    expect(m.clashes.map(clashKey)).toEqual(['node d.x'])
    expect(nodeOf(m.result(new Map()), 'd.x')!.zh).toBe('我')
    expect(nodeOf(m.result(new Map([['node d.x', 'theirs' as const]])), 'd.x')!.zh).toBe('他')
  })
  it('keep no edge whose node the other removed; removal against change is asked', () => {
    const r = merge(base, addEdge(base, 'd.x', 'd.z'), removeNode(base, 'd.x')).result(new Map())
    expect(r.nodes.map((n) => n.id)).toEqual(['d.y', 'd.z'])
    expect(r.edges.map((e) => `${e.from}>${e.to}`)).toEqual(['d.y>d.z'])
    expect(merge(base, changeNode(base, 'd.x', { zh: '我' }), removeNode(base, 'd.x')).clashes).toHaveLength(1)
  })
  it('who did the same agree', () => {
    const both = changeNode(base, 'd.x', { zh: '同' })
    expect(merge(base, both, changeNode(base, 'd.x', { zh: '同' })).clashes).toEqual([])
  })
})

describe('the address', () => {
  it('carries the state both ways and leaves defaults out', () => {
    expect(writeState(readState({}))).toEqual({})
    const query = { measure: 'priority', direction: 'fill,extend', stage: 'upstream', kind: 'material', firms: 'without', node: 'wind.gearbox', view: 'table' }
    expect(writeState(readState(query))).toEqual(query)
  })
  it('does not take what it does not know', () => {
    expect(readState({ measure: 'size', direction: 'fill,<b>', firms: 'all', view: ['table', 'map'] })).toMatchObject({ measure: 'unmet', filters: { directions: ['fill'], firms: 'any' }, view: 'table' })
  })
})

describe('the priority', () => {
  it('is the product of its factors, to the yuan', () => {
    const f = factors(gearbox.priority)
    expect(f.map((x) => x.id)).toEqual(['value', 'pull', 'criticality', 'feasibility'])
    expect(f[0]!.value * f[3]!.left).toBeCloseTo(gearbox.priority.value, -1)
  })
})

describe('records', () => {
  const firm = gearbox.local_firms[0] as unknown as LocalFirm
  it('go into a form and back unchanged', () => {
    const input = inputOf('firms', fieldsOf('firms', firm))
    expect(input).toEqual({ name: firm.name, brand: firm.brand, node: 'wind.gearbox', capacity: 1400, stage: 'building', anchor: true, whole_place: false, note: '', provenance: firm.provenance })
  })
  it('take figures as people write them; nothing is not published', () => {
    expect(numberOf('12,000')).toBe(12000)
    expect(numberOf('１２')).toBeNaN()
    expect(numberOf(' ')).toBeNull()
  })
  it('say what is missing', () => {
    const empty = fieldsOf('firms', undefined, 'wind.gearbox')
    expect(missing('firms', empty)).toEqual(['name', 'source'])
    expect(missing('firms', { ...empty, name: '甲', source: '文件', capacity: '-3' })).toEqual(['capacity'])
    expect(missing('projects', { ...empty, name: '甲', source: '文件' })).toEqual(['quantity'])
    expect(missing('ties', { ...empty, source: '文件' })).toEqual(['local', 'outside'])
  })
})
