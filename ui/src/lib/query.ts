// Filters in the address, so that what one sees can be sent to somebody and "back" works.
import { computed, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** `const text = useQuery('q')`: '' when it is not there; setting replaces the address. */
export function useQuery(name: string, otherwise = ''): WritableComputedRef<string> {
  const route = useRoute()
  const router = useRouter()
  return computed({
    get: () => (typeof route.query[name] === 'string' ? route.query[name] : otherwise),
    set: (value) => {
      const query = { ...route.query }
      if (value === otherwise || value === undefined || value === null) delete query[name]
      else query[name] = value
      void router.replace({ query, hash: route.hash })
    },
  })
}

/** Several at once: one after the other they would overwrite each other. */
export function useQueries() {
  const route = useRoute()
  const router = useRouter()
  return (values: Record<string, string>) => {
    const query = { ...route.query }
    for (const [name, value] of Object.entries(values)) {
      if (value === '') delete query[name]
      else query[name] = value
    }
    return router.replace({ query, hash: route.hash })
  }
}
