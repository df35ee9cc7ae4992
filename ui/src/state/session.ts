// Who is signed in, what they may do, and what happens when the session ends while a page is open:
// the sign-in panel comes over the page, which keeps what was typed, and the refused requests go on afterwards.
import { computed, ref, shallowRef } from 'vue'
import type { Session } from '@/api/types'
import { forgetSession, keepSession } from './keptSession'

export const session = shallowRef<Session>()
/** The sign-in panel lies over the page. */
export const expired = ref(false)

let asked: Promise<boolean> | undefined
let answer: ((again: boolean) => void) | undefined

export const me = computed(() => session.value?.user)
export const zone = computed(() => session.value?.zone)

export function openSession(value: Session) {
  const other = session.value !== undefined && session.value.user.id !== value.user.id
  session.value = value
  if (value.csrf_token) keepSession(value)
  expired.value = false
  answer?.(!other)
  asked = answer = undefined
  return other
}

export function closeSession() {
  session.value = undefined
  forgetSession()
  expired.value = false
  answer?.(false)
  asked = answer = undefined
}

export const csrfToken = () => session.value?.csrf_token ?? ''

/** May the user do this at all? The server asks again, and knows about which records. */
export const may = (permission: string) => session.value?.permissions[permission] !== undefined
/** What is named needs this permission, one of these, or none. */
export const mayOne = (permission?: string | readonly string[]) => permission === undefined || (typeof permission === 'string' ? may(permission) : permission.some(may))
export const mayAll = (permission: string) => session.value?.permissions[permission] === 'all'

export function signInAgain(): Promise<boolean> {
  if (!session.value) return Promise.resolve(false)
  expired.value = true
  asked ??= new Promise((resolve) => {
    answer = resolve
  })
  return asked
}

/** Takes the session as the server has it now; true when its token is another one. */
export function renewed(now: Session | undefined): boolean {
  if (!now || now.user.id !== session.value?.user.id) return false
  const changed = now.csrf_token !== session.value.csrf_token
  session.value = now
  return changed
}
