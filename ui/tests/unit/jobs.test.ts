import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchJob } from '@/api/jobs'
import type { Job } from '@/api/types'

class FakeSource extends EventTarget {
  static last: FakeSource
  closed = false
  constructor(readonly url: string) {
    super()
    FakeSource.last = this
  }
  close() {
    this.closed = true
  }
}
const job = (state: Job['state'], done = 0) => ({ id: 'j', state, progress: { done } }) as Job
const tell = (value: Job) => FakeSource.last.dispatchEvent(new MessageEvent('progress', { data: JSON.stringify(value) }))

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', FakeSource)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('watching a job', () => {
  it('follows the stream and closes it after the last word', () => {
    const seen: string[] = []
    watchJob('j', { ask: () => Promise.reject(new Error()), change: (value) => seen.push(`${value.state} ${value.progress.done}`) })
    expect(FakeSource.last.url).toBe('/api/v1/jobs/j/events')
    tell(job('running', 1))
    tell(job('done', 9))
    tell(job('running', 5))
    expect(seen).toEqual(['running 1', 'done 9'])
    expect(FakeSource.last.closed).toBe(true)
  })
  it('asks by itself while the stream is broken', async () => {
    const answers = [job('running', 3), job('done', 9)]
    const seen: number[] = []
    watchJob('j', { ask: () => Promise.resolve(answers.shift()!), change: (value) => seen.push(value.progress.done), every: 100 })
    FakeSource.last.dispatchEvent(new Event('error'))
    await vi.advanceTimersByTimeAsync(1000)
    expect(seen).toEqual([3, 9])
  })
  it('is silent once stopped', () => {
    const change = vi.fn()
    watchJob('j', { ask: () => Promise.resolve(job('done')), change }).stop()
    tell(job('done'))
    expect(change).not.toHaveBeenCalled()
  })
})
