// Short notices at the corner of the page; errors stay until closed.
import { ref } from 'vue'

export type Tone = 'good' | 'bad' | 'plain'
export interface Toast {
  id: number
  tone: Tone
  text: string
  detail?: string
  action?: { text: string; run: () => void }
}

export const toasts = ref<Toast[]>([])
let last = 0

export const closeToast = (id: number) => {
  toasts.value = toasts.value.filter((toast) => toast.id !== id)
}

export function showToast(tone: Tone, text: string, more: Pick<Toast, 'detail' | 'action'> = {}) {
  const id = ++last
  toasts.value = [...toasts.value.slice(-3), { id, tone, text, ...more }]
  if (tone !== 'bad') setTimeout(() => closeToast(id), more.action ? 10_000 : 5_000)
  return id
}
