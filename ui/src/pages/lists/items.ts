// The firms of a list, changed in place: shown as changed at once, put back when the server refuses, a dialog when somebody else was faster.
import { computed, ref, shallowRef, type Ref } from 'vue'
import { api, ApiProblem } from '@/api'
import { useLoad } from '@/lib/load'
import type { TargetItem, TargetList } from './statuses'

export interface ItemPatch {
  status?: TargetItem['status']
  assignee?: TargetItem['assignee']
  note?: string
}
export interface ItemConflict {
  base: TargetItem
  mine: TargetItem
  theirs: TargetItem
}

const bodyOf = (patch: ItemPatch) => ({ ...patch, ...('assignee' in patch && { assignee: patch.assignee?.id ?? null }) }) as { status?: TargetItem['status']; assignee?: string | null; note?: string }

export function useItems(id: Ref<string>, failed: (error: ApiProblem) => void) {
  const loaded = useLoad((signal) => api.get('/target-lists/{id}', { path: { id: id.value }, signal }), id)
  const conflict = shallowRef<ItemConflict>()
  const saving = ref(new Set<string>())
  const items = computed(() => loaded.data.value?.items ?? [])
  const list = computed(() => loaded.data.value?.list)

  const put = (change: (items: TargetItem[]) => TargetItem[]) => {
    const now = loaded.data.value
    if (now) {
      const changed = change(now.items)
      loaded.data.value = { list: { ...now.list, firms: changed.length }, items: changed }
    }
  }
  const replace = (item: TargetItem) => put((all) => all.map((one) => (one.id === item.id ? item : one)))
  const setList = (changed: TargetList) => loaded.data.value && (loaded.data.value = { ...loaded.data.value, list: { ...changed, firms: loaded.data.value.items.length } })

  async function update(item: TargetItem, patch: ItemPatch) {
    const mine = { ...item, ...patch }
    replace(mine)
    saving.value = new Set(saving.value).add(item.id)
    try {
      replace(await api.patch('/target-lists/{id}/items/{item}', { path: { id: id.value, item: item.id }, version: item.version, body: bodyOf(patch) }))
    } catch (error) {
      replace(item)
      if (!(error instanceof ApiProblem)) throw error
      if (error.isConflict) conflict.value = { base: item, mine, theirs: error.current as TargetItem }
      else failed(error)
    } finally {
      const rest = new Set(saving.value)
      rest.delete(item.id)
      saving.value = rest
    }
  }
  /** Gone at once; what is needed to put it back. */
  async function remove(item: TargetItem): Promise<(() => Promise<void>) | undefined> {
    put((all) => all.filter((one) => one.id !== item.id))
    try {
      await api.delete('/target-lists/{id}/items/{item}', { path: { id: id.value, item: item.id }, version: item.version })
    } catch (error) {
      await loaded.reload()
      if (!(error instanceof ApiProblem)) throw error
      failed(error)
      return undefined
    }
    return async () => {
      const { items: now } = await api.post('/target-lists/{id}/items', { path: { id: id.value }, body: { firms: [{ firm: item.firm, node: item.node?.id ?? null, score: item.score, note: item.note }] } })
      const back = now.find((one) => one.firm === item.firm)
      if (back && (item.status !== 'new' || item.assignee)) await api.patch('/target-lists/{id}/items/{item}', { path: { id: id.value, item: back.id }, version: back.version, body: { status: item.status, assignee: item.assignee?.id ?? null } })
      await loaded.reload()
    }
  }
  return { loaded, items, list, saving, conflict, update, remove, replace, setList }
}
