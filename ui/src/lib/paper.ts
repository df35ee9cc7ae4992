// What must be drawn otherwise on paper: told before the sheet is laid out and after it.
import { onMounted, onUnmounted } from 'vue'

export function usePaper(before: () => void, after: () => void) {
  onMounted(() => {
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
  })
  onUnmounted(() => {
    removeEventListener('beforeprint', before)
    removeEventListener('afterprint', after)
  })
}
