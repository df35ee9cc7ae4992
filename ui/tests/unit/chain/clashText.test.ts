// Two versions of a part of a chain are told apart in words: no key, no JSON.
import { describe, expect, it } from 'vitest'
import { clashLines, clashName, type Say } from '@/pages/chains/edit/clashText'
import { addEdge, addNode, changeNode, edgeKeyOf, type Document } from '@/pages/chains/edit/document'
import { merge } from '@/pages/chains/edit/merge'
import zh from '@/i18n/zh/chains.json'

const say: Say = {
  t: (key) => (key === 'parts.comma' ? '、' : key.split('.').slice(1).reduce<unknown>((value, part) => (value as Record<string, unknown>)?.[part], zh) as string) ?? key,
  words: (value) => value.zh,
  number: String,
}
const empty: Document = { chain: 'wind', name: { zh: '风电', en: 'Wind' }, version: '2026-11-24', sources: { a: { title: '演示来源', date: '2026-11-24', status: 'derived' } }, nodes: [], edges: [] }
const made = addNode(addNode(empty, 'upstream').document, 'downstream').document
const [one, two] = made.nodes.map((node) => node.id) as [string, string]
const named = changeNode(changeNode(made, one, { zh: '轴承' }), two, { zh: '齿轮箱' })

describe('two versions of a part', () => {
  it('names fields and values', () => {
    const mine = changeNode(named, one, { kind: 'material', terms: ['轴承', '滚子'], price: { low: 1, high: 3, source: 'a' } })
    const theirs = changeNode(named, one, { kind: 'equipment', terms: [], price: { value: 2, source: 'a' } })
    const [clash] = merge(named, mine, theirs).clashes
    expect(clashName(clash!, mine, theirs, say)).toBe('轴承')
    expect(clashLines(clash!, mine, theirs, say)).toEqual([
      { field: 'kind', title: '类别', mine: '材料', theirs: '装备' },
      { field: 'terms', title: '检索词', mine: '轴承、滚子', theirs: '—' },
      { field: 'price', title: '单价', mine: '1–3 · 演示来源', theirs: '2 · 演示来源' },
    ])
  })
  it('names a link by its ends and says what was removed', () => {
    const linked = addEdge(named, one, two)
    const [key] = linked.edges.map(edgeKeyOf)
    const mine = { ...linked, edges: linked.edges.map((edge) => ({ ...edge, coefficient: 4 })) }
    const [clash] = merge(linked, mine, named).clashes
    expect(clash!.id).toBe(key)
    expect(clashName(clash!, mine, named, say)).toBe('轴承 → 齿轮箱')
    expect(clashLines(clash!, mine, named, say)).toEqual([{ field: '', title: '', mine: '保留', theirs: '删去' }])
  })
  it('has a name for every field of the document', () => {
    const node = named.nodes[0]!
    const fields = zh.conflict.field as Record<string, string>
    for (const field of [...Object.keys(node), 'weak_terms', 'criticality_why', 'from', 'to', 'coefficient', 'low', 'high', 'source', 'note', 'title', 'date', 'status']) expect(fields[field], field).toBeTruthy()
  })
})
