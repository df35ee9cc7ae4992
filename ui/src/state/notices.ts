// How many notices are unread; asked for again when the page is looked at, at most once a minute.
import { ref } from 'vue'
import { api } from '@/api'

export const unread = ref(0)
let asked = 0

export async function refreshUnread(force = false) {
  if (!force && Date.now() - asked < 60_000) return
  asked = Date.now()
  try {
    unread.value = (await api.get('/overview')).notices_unread
  } catch {
    // The bell shows what it knew.
  }
}
