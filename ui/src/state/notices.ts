// How many notices are unread; asked for again when a page is opened or the window is looked at again, at most once a minute.
import { ref } from 'vue'
import { api } from '@/api'

export const unread = ref(0)
let asked = 0

export async function refreshUnread(force = false) {
  if (!force && Date.now() - asked < 60_000) return
  asked = Date.now()
  try {
    unread.value = (await api.get('/notices/unread')).unread
  } catch {
    // The bell shows what it knew.
  }
}
