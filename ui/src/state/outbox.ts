// The visits of this browser that wait to be sent, for every page to see; sent when the network is back, when the page is looked at again, and by and by.
import { computed, ref, shallowRef } from 'vue'
import { api, ApiProblem } from '@/api'
import { Outbox, type Outcome, type VisitInput, type Waiting } from '@/lib/outbox'
import { shelf } from '@/lib/shelf'
import { me } from '@/state/session'

export const waiting = shallowRef<readonly Waiting[]>([])
export const refused = computed(() => waiting.value.filter((entry) => entry.trouble))
export const sending = ref(false)
export const offline = ref(typeof navigator !== 'undefined' && navigator.onLine === false)
for (const change of ['online', 'offline']) globalThis.addEventListener?.(change, () => (offline.value = change === 'offline'))
/** The visits that the server has taken since the page was opened. */
export const sentIds = shallowRef<ReadonlySet<string>>(new Set())

/** The server has it already, as it was before it was changed here (its answer was lost): the change is made there. */
async function post(visit: VisitInput) {
  try {
    await api.post('/visits', { body: visit })
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 409) throw error
    const known = await api.get('/visits/{id}', { path: { id: visit.id } }).catch(() => undefined)
    if (!known) throw error
    await api.put('/visits/{id}', { path: { id: visit.id }, version: known.version, body: visit })
  }
}

async function send(visit: VisitInput): Promise<Outcome> {
  try {
    await post(visit)
    offline.value = false
    sentIds.value = new Set(sentIds.value).add(visit.id)
    return { kind: 'sent' }
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error
    offline.value = error.status === 0
    const refusal = error.status >= 400 && error.status < 500 && ![401, 408, 429].includes(error.status)
    if (!refusal) return { kind: 'later', offline: error.status === 0 }
    return { kind: 'refused', trouble: { status: error.status, text: error.message, errors: error.errors.map(({ pointer, detail }) => ({ pointer, detail })) } }
  }
}

const outbox = new Outbox({
  shelf: shelf<Waiting>('visits'),
  send,
  user: () => me.value?.id ?? '',
  alone: async (work) => {
    if (navigator.locks) await navigator.locks.request('lianzhao.outbox', work)
    else await work()
  },
  changed: () => {
    waiting.value = outbox.entries
    sending.value = outbox.sending
  },
})

export const keepVisit = (visit: VisitInput) => outbox.keep(visit)
export const dropVisit = (id: string) => outbox.drop(id)
export const holdVisit = (id: string | undefined) => outbox.hold(id)
export const waitingVisit = (id: string) => outbox.find(id)
export const sendWaiting = () => outbox.flush()
export const loadWaiting = () => outbox.load()

let started = false
let timer = 0
const EVERY = 30_000

/** Begins to watch for the network; once. */
export function startOutbox() {
  const go = () => {
    if (outbox.entries.some((entry) => !entry.trouble)) void outbox.flush().catch(() => undefined)
  }
  void outbox.load().then(go, () => undefined)
  if (started) return
  started = true
  addEventListener('online', go)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void outbox.load().then(go, () => undefined))
  clearInterval(timer)
  timer = window.setInterval(go, EVERY)
}
