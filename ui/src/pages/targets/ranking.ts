// The ranking on the page: the server's answer under the saved weights, what other weights make of it at once, and the server's answer to those.
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { api, isAbort } from '@/api'
import type { QueryOf } from '@/api/types'
import { useLoad } from '@/lib/load'
import { factorsText, moves, parseFactors, rankChanges, reweigh, type Factors, type TargetNode } from './weights'

export type TargetQuery = QueryOf<'/targets'>
const WAIT = 500

/** `weights`: the factors in the address; they follow the sliders after a moment. */
export function useRanking(query: Ref<TargetQuery>, weights: Ref<string>) {
  const base = useLoad((signal) => api.get('/targets', { query: query.value, signal }), query)
  const factors = shallowRef<Factors>(parseFactors(weights.value))
  const text = computed(() => factorsText(factors.value))
  const answer = shallowRef<{ text: string; query: string; nodes: TargetNode[] }>()
  const failed = shallowRef<unknown>()
  const asking = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let stop = new AbortController()

  async function ask() {
    const asked = { text: text.value, query: JSON.stringify(query.value) }
    stop.abort()
    if (!asked.text) return
    stop = new AbortController()
    asking.value = true
    try {
      const { nodes } = await api.get('/targets', { query: { ...query.value, weights: asked.text }, signal: stop.signal })
      answer.value = { ...asked, nodes }
      failed.value = undefined
    } catch (error) {
      if (!isAbort(error)) failed.value = error
    } finally {
      asking.value = false
    }
  }
  watch([text, query], () => {
    clearTimeout(timer)
    failed.value = undefined
    timer = setTimeout(() => {
      weights.value = text.value
      void ask()
    }, WAIT)
  }, { deep: true })
  watch(weights, (now) => {
    if (now !== text.value) factors.value = parseFactors(now)
  })
  if (text.value) void ask()
  onScopeDispose(() => {
    clearTimeout(timer)
    stop.abort()
  })

  const saved = computed(() => base.data.value?.nodes ?? [])
  const changed = computed(() => text.value !== '')
  const answered = computed(() => answer.value?.text === text.value && answer.value.query === JSON.stringify(query.value))
  const nodes = computed(() => (!changed.value ? saved.value : answered.value ? answer.value!.nodes : reweigh(saved.value, factors.value)))
  return {
    base, factors, nodes, changed, answered, failed, asking, ask,
    changes: computed(() => (changed.value ? rankChanges(saved.value, nodes.value) : undefined)),
    effect: computed(() => (changed.value ? moves(saved.value, nodes.value) : undefined)),
  }
}
