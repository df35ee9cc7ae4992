// Progress of a job by server-sent events; when the stream breaks, the job is asked for until it is done.
import type { Job } from './types'
import { BASE } from './client'

export const isOver = (job: Job) => job.state === 'done' || job.state === 'failed' || job.state === 'cancelled'

export interface Watch {
  stop: () => void
}

export interface WatchOptions {
  ask: (id: string) => Promise<Job>
  change: (job: Job) => void
  every?: number
}

/** Calls `change` with every state up to the last one. `EventSource` connects again by itself; asking is the second way. */
export function watchJob(id: string, { ask, change, every = 2000 }: WatchOptions): Watch {
  let over = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const source = new EventSource(`${BASE}/jobs/${encodeURIComponent(id)}/events`)
  const stop = () => {
    over = true
    source.close()
    clearTimeout(timer)
  }
  const take = (job: Job) => {
    if (over) return
    if (isOver(job)) stop()
    change(job)
  }
  const poll = async () => {
    if (over) return
    try {
      take(await ask(id))
    } catch {
      // The next time, perhaps.
    }
    if (!over) timer = setTimeout(poll, every)
  }
  source.addEventListener('progress', (event) => take(JSON.parse((event as MessageEvent<string>).data) as Job))
  source.addEventListener('error', () => {
    clearTimeout(timer)
    timer = setTimeout(poll, every)
  })
  source.addEventListener('open', () => clearTimeout(timer))
  return { stop }
}
