// How many notices are unread; asked for again when the page is looked at, at most once a minute.
import { ref } from 'vue'
import { api } from '@/api'
import { may } from './session'

export const unread = ref(0)
let asked = 0

export async function refreshUnread(force = false) {
  // They come with the overview, which not everybody may see.
  if (!may('engine.read')) return
  if (!force && Date.now() - asked < 60_000) return
  asked = Date.now()
  try {
    unread.value = (await api.get('/overview')).notices_unread
  } catch {
    // The bell shows what it knew.
  }
}
