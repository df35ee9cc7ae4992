// Data of a page: loaded, loaded again when its source changes, aborted when the page is left.
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue'
import { isAbort } from '@/api/problem'

export interface Loaded<T> {
  data: ShallowRef<T | undefined>
  error: ShallowRef<unknown>
  loading: Ref<boolean>
  reload: () => Promise<void>
}

/** One record. `source`: what it depends on; undefined values of `fetch` are kept as "nothing". */
export function useLoad<T>(fetch: (signal: AbortSignal) => Promise<T>, source?: WatchSource<unknown> | WatchSource<unknown>[]): Loaded<T> {
  const data = shallowRef<T>()
  const error = shallowRef<unknown>()
  const loading = ref(false)
  let abort = new AbortController()
  const reload = async () => {
    abort.abort()
    const mine = (abort = new AbortController())
    loading.value = true
    try {
      data.value = await fetch(mine.signal)
      error.value = undefined
    } catch (failure) {
      if (isAbort(failure) || mine.signal.aborted) return
      error.value = failure
    } finally {
      if (mine === abort) loading.value = false
    }
  }
  if (source) watch(source as WatchSource<unknown>, reload, { deep: true })
  onScopeDispose(() => abort.abort())
  void reload()
  return { data, error, loading, reload }
}

export interface Page<Row> {
  items: Row[]
  next: string | null
  total: number | null
}

export interface List<Row> {
  rows: ShallowRef<Row[]>
  total: Ref<number | null>
  more: Ref<boolean>
  loading: Ref<boolean>
  error: ShallowRef<unknown>
  reload: () => Promise<void>
  loadMore: () => Promise<void>
}

/** A list by pages: `fetch` gets the cursor of the page that is wanted. */
export function useList<Row>(fetch: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Row>>, source?: WatchSource<unknown> | WatchSource<unknown>[]): List<Row> {
  const rows = shallowRef<Row[]>([])
  const total = ref<number | null>(null)
  const more = ref(false)
  const loading = ref(true)
  const error = shallowRef<unknown>()
  let next: string | undefined
  let abort = new AbortController()
  const take = async (cursor: string | undefined) => {
    abort.abort()
    const mine = (abort = new AbortController())
    loading.value = true
    try {
      const page = await fetch(cursor, mine.signal)
      rows.value = cursor === undefined ? page.items : [...rows.value, ...page.items]
      if (page.total !== null || cursor === undefined) total.value = page.total
      next = page.next ?? undefined
      more.value = next !== undefined
      error.value = undefined
    } catch (failure) {
      if (isAbort(failure) || mine.signal.aborted) return
      error.value = failure
    } finally {
      if (mine === abort) loading.value = false
    }
  }
  const reload = () => take(undefined)
  const loadMore = () => (next === undefined ? Promise.resolve() : take(next))
  if (source) watch(source as WatchSource<unknown>, reload, { deep: true })
  onScopeDispose(() => abort.abort())
  void reload()
  return { rows, total, more, loading, error, reload, loadMore }
}
