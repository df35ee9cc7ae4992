// Groups to choose from and the people in them: all where one may see them, else one's own.
import { computed } from 'vue'
import { api } from '@/api'
import type { Words } from '@/api/types'
import { mayAll, may, me } from '@/state/session'
import { useLoad } from './load'

export interface Named {
  id: string
  name: string
}

export function useGroups(permission?: string) {
  const { data } = useLoad(async (signal) => (may('groups.read') ? (await api.get('/groups', { query: { limit: 500 }, signal })).items : []))
  const own = computed<{ id: string; name: Words }[]>(() => me.value?.groups ?? [])
  /** Those that one may put a record into: by the permission named, all or one's own. */
  const groups = computed<{ id: string; name: Words }[]>(() => {
    const all = data.value ?? []
    return all.length && (!permission || mayAll(permission)) ? all : own.value
  })
  const people = computed<Named[]>(() => {
    const found = new Map<string, Named>()
    if (me.value) found.set(me.value.id, { id: me.value.id, name: me.value.name })
    for (const group of data.value ?? []) for (const { user, name } of group.members) found.set(user, { id: user, name })
    return [...found.values()]
  })
  return { groups, own, people }
}
