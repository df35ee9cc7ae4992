// The name of what a page shows (a firm, a list), for breadcrumbs and window title. A page sets it with useTitle.
import { onScopeDispose, ref, watch, type WatchSource } from 'vue'

export const pageTitle = ref('')

/** `useTitle(() => firm.value?.name)` */
export function useTitle(source: WatchSource<string | undefined>) {
  watch(source, (value) => (pageTitle.value = value ?? ''), { immediate: true })
  onScopeDispose(() => (pageTitle.value = ''))
}
