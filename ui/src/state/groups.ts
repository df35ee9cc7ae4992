// Groups with their members, asked for once a page and kept for use without a network. Empty for those who may not see them: then one's own groups.
import { computed } from 'vue'
import { api, ApiProblem } from '@/api'
import type { Group, Schema } from '@/api/types'
import { useLoad } from '@/lib/load'
import { withCopy } from '@/lib/shelf'
import { may, mayAll, me } from '@/state/session'

export type UserRef = Schema<'UserRef'>
const isOffline = (error: unknown) => error instanceof ApiProblem && error.status === 0

export function useGroups() {
  const loaded = useLoad<Group[]>(async (signal) =>
    may('groups.read') ? withCopy(`groups ${me.value?.id}`, async () => (await api.get('/groups', { query: { limit: 500 }, signal })).items, isOffline) : [])
  const groups = computed(() => loaded.data.value ?? [])
  const mine = computed(() => me.value?.groups ?? [])
  /** Those one may write for: all, or one's own; departments do not go out. */
  const writable = (permission: string) => {
    const ids = new Set(mine.value.map((group) => group.id))
    const refs = groups.value.filter((group) => ids.has(group.id) || (mayAll(permission) && group.kind !== 'department')).map(({ id, name }) => ({ id, name }))
    return refs.length ? refs : mine.value
  }
  /** Members of a group, oneself first. */
  const people = (group: string | undefined): UserRef[] => {
    const own = me.value ? [{ id: me.value.id, name: me.value.name }] : []
    const members = groups.value.filter((one) => !group || one.id === group).flatMap((one) => one.members.map(({ user, name }) => ({ id: user, name })))
    return [...new Map([...own, ...members].map((person) => [person.id, person])).values()]
  }
  return { loaded, groups, mine, writable, people }
}
