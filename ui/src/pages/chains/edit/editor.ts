// A chain under editing: document, undo and redo, live check by the server, saving as a new version, what to do when another saved first.
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { api, ApiProblem, isAbort } from '@/api'
import type { Schema } from '@/api/types'
import { hasText, translate } from '@/i18n'
import type { Chain, ChainNode } from '@/parts/chain/model'
import { confirm } from '@/state/confirm'
import { showToast } from '@/state/toasts'
import { edgeKeyOf, locate, type Document } from './document'

export type ChainProblem = Schema<'ChainProblem'>
export type Editor = ReturnType<typeof useEditor>
const depth = 200 // steps that can be undone

/** The diagnosed chain with the nodes and edges of the document; what is new has no figures yet. */
export function overlay(chain: Chain, d: Document): Chain {
  const known = new Map(chain.nodes.map((n) => [n.id, n]))
  const nodes = d.nodes.map((n): ChainNode => ({
    ...(known.get(n.id) ?? {
      direction: 'idle', demand: 0, demand_in_place: 0, supply: 0, rate: null, unmet: 0, unmet_value: 0, priority: 0, local_firms: 0, makers: 0, anchor: false, capable: null,
    }),
    id: n.id, name: { zh: n.zh || n.id, en: n.en || n.id }, kind: n.kind, stage: n.stage, unit: n.unit, terms: n.terms,
  }))
  const coefficient = (e: Document['edges'][number]) => e.coefficient ?? (e.low !== undefined && e.high !== undefined ? (e.low + e.high) / 2 : null)
  return { ...chain, name: d.name, nodes, edges: d.edges.map((e) => ({ from: e.from, to: e.to, coefficient: coefficient(e) })) }
}

/** In the words of the page, by the rule; the server's own where the rule is not known here. i18n: chains.edit.rule.* */
function worded(problem: ChainProblem): ChainProblem {
  const key = `chains.edit.rule.${problem.rule.startsWith('missing-') ? 'missing' : problem.rule}`
  return hasText(key) ? { ...problem, message: translate(key, { what: /'([^']*)'/.exec(problem.message)?.[1] ?? '' }) } : problem
}

export function useEditor(chainId: () => string) {
  const document = shallowRef<Document>()
  const base = shallowRef<Document>()
  const version = ref(0)
  const past = shallowRef<Document[]>([])
  const future = shallowRef<Document[]>([])
  const problems = shallowRef<ChainProblem[]>([])
  const opening = ref(false)
  const saving = ref(false)
  const checking = ref(false)
  const conflict = shallowRef<{ theirs: Document; version: number }>()
  const failure = shallowRef<ApiProblem>()
  let lastField = ''
  let lastAt = 0

  const dirty = computed(() => document.value !== undefined && document.value !== base.value)
  const marks = computed(() => {
    const result = new Map<string, string>()
    const d = document.value
    if (!d) return result
    for (const p of problems.value) {
      const at = locate(d, p.pointer)
      const id = at.node ?? at.edge?.split('>')[0]
      if (id) result.set(id, [result.get(id), p.message].filter(Boolean).join('\n'))
    }
    return result
  })
  const problemsOf = (what: { node?: string | undefined; edge?: string | undefined }) =>
    document.value ? problems.value.map((p) => ({ ...p, at: locate(document.value!, p.pointer) })).filter((p) => (what.node && p.at.node === what.node) || (what.edge && p.at.edge === what.edge)) : []

  function adopt(answer: { version: number; document: Document }) {
    base.value = answer.document
    document.value = answer.document
    version.value = answer.version
    past.value = []
    future.value = []
    problems.value = []
    conflict.value = undefined
    failure.value = undefined
  }
  async function open() {
    opening.value = true
    try {
      adopt(await api.get('/chains/{chain}/document', { path: { chain: chainId() } }))
    } catch (e) {
      showToast('bad', translate('chains.edit.openFailed'), { detail: e instanceof Error ? e.message : '' })
    } finally {
      opening.value = false
    }
  }
  function close() {
    document.value = undefined
    base.value = undefined
    problems.value = []
    past.value = []
    future.value = []
  }

  /** One step. Typing in one field within two seconds is one step: `field` names it. */
  function change(next: Document, field = '') {
    const now = document.value
    if (!now || next === now) return
    const joined = field !== '' && field === lastField && Date.now() - lastAt < 2000 && past.value.length > 0
    if (!joined) past.value = [...past.value.slice(1 - depth), now]
    future.value = []
    document.value = next
    lastField = field
    lastAt = Date.now()
  }
  function undo() {
    const to = past.value.at(-1)
    if (!to || !document.value) return
    future.value = [...future.value, document.value]
    past.value = past.value.slice(0, -1)
    document.value = to
    lastField = ''
  }
  function redo() {
    const to = future.value.at(-1)
    if (!to || !document.value) return
    past.value = [...past.value, document.value]
    future.value = future.value.slice(0, -1)
    document.value = to
    lastField = ''
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  let stop: AbortController | undefined
  watch(document, (d) => {
    clearTimeout(timer)
    stop?.abort()
    if (!d || !dirty.value) {
      problems.value = []
      checking.value = false
      return
    }
    checking.value = true
    timer = setTimeout(async () => {
      stop = new AbortController()
      try {
        problems.value = (await api.post('/chains/{chain}/document/check', { path: { chain: chainId() }, body: { document: d }, signal: stop.signal })).problems.map(worded)
        checking.value = false
      } catch (e) {
        if (isAbort(e)) return
        checking.value = false
        // A body against the schema comes as a problem with the same pointers.
        if (e instanceof ApiProblem && e.status === 422) problems.value = e.errors.map((x) => worded({ pointer: x.pointer, rule: x.code, message: x.detail }))
      }
    }, 400)
  })
  onScopeDispose(() => {
    clearTimeout(timer)
    stop?.abort()
    window.removeEventListener('beforeunload', warn)
  })

  async function save(note: string): Promise<boolean> {
    if (!document.value) return false
    saving.value = true
    failure.value = undefined
    try {
      const answer = await api.put('/chains/{chain}/document', { path: { chain: chainId() }, version: version.value, body: note ? { document: document.value, note } : { document: document.value } })
      adopt(answer)
      showToast('good', translate('chains.edit.saved', { n: answer.version }), answer.job ? { detail: translate('chains.edit.savedJob') } : {})
      return true
    } catch (e) {
      if (e instanceof ApiProblem && e.status === 409) {
        const theirs = await api.get('/chains/{chain}/document', { path: { chain: chainId() } })
        conflict.value = { theirs: theirs.document, version: theirs.version }
      } else if (e instanceof ApiProblem) {
        failure.value = e
        if (e.errors.length > 0) problems.value = e.errors.map((x) => worded({ pointer: x.pointer, rule: x.code, message: x.detail }))
      } else throw e
      return false
    } finally {
      saving.value = false
    }
  }
  /** After a conflict: goes on from the other's version with this document; undo leads back to one's own. */
  function rebase(next: Document) {
    if (!conflict.value || !document.value) return
    version.value = conflict.value.version
    base.value = conflict.value.theirs
    conflict.value = undefined
    change(next)
  }

  const dismiss = () => (conflict.value = undefined)

  function warn(e: BeforeUnloadEvent) {
    if (dirty.value) e.preventDefault()
  }
  window.addEventListener('beforeunload', warn)
  async function mayLeave(): Promise<boolean> {
    if (!dirty.value) return true
    return confirm({ title: translate('chains.edit.leaveTitle'), text: translate('chains.edit.leave'), yes: translate('chains.edit.discard'), danger: true })
  }

  return {
    document, base, version, problems, problemsOf, marks, dirty, opening, saving, checking, conflict, failure, past, future,
    overlay: (chain: Chain) => (document.value ? overlay(chain, document.value) : chain),
    open, close, change, undo, redo, save, rebase, dismiss, mayLeave, edgeKeyOf,
  }
}
