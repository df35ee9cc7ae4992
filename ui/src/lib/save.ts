// Saving a record with a version: keeps the state of the button, the problem for the form, and the conflict for the dialog.
import { ref, shallowRef } from 'vue'
import { ApiProblem } from '@/api/problem'
import type { RecordOf } from './conflict'

export interface Versioned {
  version: number
}

export function useSave<T extends Versioned>() {
  const saving = ref(false)
  const problem = shallowRef<ApiProblem>()
  const conflict = shallowRef<{ base: RecordOf; mine: RecordOf; theirs: T & RecordOf }>()

  /** The saved record; undefined where it was refused (`problem` or `conflict` then says why). */
  async function save(request: () => Promise<T>, versions?: { base: object; mine: object }): Promise<T | undefined> {
    saving.value = true
    problem.value = undefined
    conflict.value = undefined
    try {
      return await request()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      if (error.isConflict && versions) conflict.value = { base: versions.base as RecordOf, mine: versions.mine as RecordOf, theirs: error.current as T & RecordOf }
      else problem.value = error
      return undefined
    } finally {
      saving.value = false
    }
  }
  return { saving, problem, conflict, save }
}
