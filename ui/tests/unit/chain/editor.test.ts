// A chain under editing: steps that can be undone, problems at their nodes, saving, another who saved first.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { changeNode, nodeOf, type Document } from '@/pages/chains/edit/document'
import { useEditor, type Editor } from '@/pages/chains/edit/editor'
import { merge } from '@/pages/chains/edit/merge'

const figure = { value: 1, source: 'a' }
const node = (id: string) => ({
  id, zh: id, en: id, kind: 'product' as const, stage: 'upstream' as const, terms: [id], unit: { zh: '台', en: 'set' }, price: figure, transport_radius_km: figure, criticality: figure, carrier: { use: 'hall', source: 'a' }, gbt4754: [],
})
const shipped: Document = {
  chain: 'd', name: { zh: '示例', en: 'Demo' }, version: '2026-11-24', sources: { a: { title: 'A', date: '2026-01-01', status: 'derived' } },
  nodes: [node('d.x'), node('d.y')], edges: [{ from: 'd.x', to: 'd.y', coefficient: 2, source: 'a' }],
}
let stored = { version: 3, document: shipped }
let problems: unknown[] = []
let scope: EffectScope
let editor: Editor

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
function answer(url: string, init: RequestInit): Response {
  if (url.endsWith('/check')) return json({ problems })
  if ((init.method ?? '').toUpperCase() !== 'PUT') return json(stored)
  if (new Headers(init.headers).get('If-Match') !== `"${stored.version}"`) return json({ type: '/problems/conflict', title: 'conflict', status: 409, detail: 'changed', code: 'conflict', current: stored }, 409)
  stored = { version: stored.version + 1, document: (JSON.parse(String(init.body)) as { document: Document }).document }
  return json(stored)
}
beforeEach(async () => {
  stored = { version: 3, document: shipped }
  problems = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => Promise.resolve(answer(url, init)))
  scope = effectScope()
  editor = scope.run(() => useEditor(() => 'd'))!
  await editor.open()
})
afterEach(() => {
  scope.stop()
  vi.unstubAllGlobals()
})
const put = (zh: string, field = '') => editor.change(changeNode(editor.document.value!, 'd.x', { zh }), field)
const name = () => nodeOf(editor.document.value!, 'd.x')!.zh

describe('editing', () => {
  it('goes back and forth by steps; typing in one field is one step; what is undone is no change', () => {
    put('一', 'd.x zh')
    put('一二', 'd.x zh')
    put('三')
    expect(editor.past.value.length).toBe(2)
    editor.undo()
    expect(name()).toBe('一二')
    editor.undo()
    expect(name()).toBe('d.x')
    expect(editor.dirty.value).toBe(false)
    editor.redo()
    editor.redo()
    editor.redo()
    expect(name()).toBe('三')
    put('四')
    expect(editor.future.value).toEqual([])
  })
  it('shows what the server finds wrong at its node and field', async () => {
    problems = [{ pointer: '/nodes/0/zh', rule: 'name', message: '名称重复' }]
    put('d.y')
    await vi.waitFor(() => expect(editor.marks.value.get('d.x')).toBe('名称重复'), 5000)
    expect(editor.problemsOf({ node: 'd.x' })[0]!.at.field).toBe('/zh')
    expect(editor.problemsOf({ node: 'd.y' })).toEqual([])
  })
  it('saves as a new version from the one it began with', async () => {
    put('新')
    expect(await editor.save('因为')).toBe(true)
    expect([stored.version, editor.version.value, editor.dirty.value]).toEqual([4, 4, false])
  })
  it('joins what another saved in between, and saves from there', async () => {
    put('我')
    stored = { version: 4, document: changeNode(shipped, 'd.y', { zh: '他' }) }
    expect(await editor.save('')).toBe(false)
    expect(editor.conflict.value!.version).toBe(4)
    editor.rebase(merge(editor.base.value!, editor.document.value!, editor.conflict.value!.theirs).result(new Map()))
    expect(await editor.save('')).toBe(true)
    expect(stored.version).toBe(5)
    expect(stored.document.nodes.map((n) => n.zh)).toEqual(['我', '他'])
  })
})
