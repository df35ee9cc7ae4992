// Who was signed in last, so that the pages open without a network and a visit can be written. Without the token: the server asks for it again.
import type { Session } from '@/api/types'

const KEY = 'lianzhao.session'

export function keepSession(value: Session) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...value, csrf_token: '' }))
  } catch {
    // A browser that keeps nothing works with a network only.
  }
}
export function keptSession(): Session | undefined {
  try {
    const text = localStorage.getItem(KEY)
    return text ? (JSON.parse(text) as Session) : undefined
  } catch {
    return undefined
  }
}
export function forgetSession() {
  try {
    localStorage.removeItem(KEY)
  } catch {
    // Nothing was kept.
  }
}
