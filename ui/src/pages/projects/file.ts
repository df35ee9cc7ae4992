// A project with its log and gates, loaded together and again after each change.
import type { Ref } from 'vue'
import { computed } from 'vue'
import { api } from '@/api'
import { useLoad } from '@/lib/load'
import type { Project } from './projects'

export function useFile(id: Ref<string>) {
  const loaded = useLoad((signal) => api.get('/projects/{id}', { path: { id: id.value }, signal }), id)
  const log = useLoad((signal) => api.get('/projects/{id}/log', { path: { id: id.value }, signal }), id)
  const gates = useLoad((signal) => api.get('/projects/{id}/gates', { path: { id: id.value }, signal }), id)
  const project = computed(() => (loaded.data.value?.id === id.value ? loaded.data.value : undefined))
  /** The project as it was saved; gates and log are asked for again. */
  async function take(changed?: Project) {
    if (changed) loaded.data.value = changed
    await Promise.all([...(changed ? [] : [loaded.reload()]), log.reload(), gates.reload()])
  }
  return { loaded, project, log, gates, take }
}
