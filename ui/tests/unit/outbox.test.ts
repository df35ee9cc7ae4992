import { beforeEach, describe, expect, it } from 'vitest'
import { Outbox, type Outcome, type VisitInput, type Waiting } from '@/lib/outbox'
import type { Shelf } from '@/lib/shelf'

class Memory implements Shelf<Waiting> {
  rows = new Map<string, Waiting>()
  all = () => Promise.resolve([...this.rows.values()])
  get = (key: string) => Promise.resolve(this.rows.get(key))
  put = (key: string, value: Waiting) => Promise.resolve(void this.rows.set(key, structuredClone(value)))
  remove = (key: string) => Promise.resolve(void this.rows.delete(key))
}
const visit = (id: string, more: Partial<VisitInput> = {}): VisitInput => ({ id, kind: 'visit', on: '2026-11-24', firm: { name: `甲 ${id}` }, group: 'g', ...more })
const SENT: Outcome = { kind: 'sent' }
const REFUSED: Outcome = { kind: 'refused', trouble: { status: 422, text: '日期不对', errors: [{ pointer: '/on', detail: '日期不对' }] } }
const OFFLINE: Outcome = { kind: 'later', offline: true }

let shelf: Memory
let user = 'u'
let sent: string[]
let now: number
let answer: (visit: VisitInput) => Outcome | Promise<Outcome>
const make = () => new Outbox({ shelf, user: () => user, now: () => ++now, send: async (one) => (sent.push(one.id), answer(one)) })

beforeEach(() => {
  shelf = new Memory()
  user = 'u'
  sent = []
  now = 0
  answer = () => SENT
})

describe('visits that wait to be sent', () => {
  it('are sent in the order in which they were written, and taken off only then', async () => {
    const box = make()
    for (const id of ['c', 'a', 'b']) await box.keep(visit(id))
    expect(box.entries.map(({ id }) => id)).toEqual(['c', 'a', 'b'])
    expect(await box.flush()).toBe('done')
    expect(sent).toEqual(['c', 'a', 'b'])
    expect(shelf.rows.size).toBe(0)
  })
  it('stay without a network, none is tried after the first, and they survive a reload', async () => {
    answer = () => OFFLINE
    const box = make()
    for (const id of ['a', 'b', 'c']) await box.keep(visit(id))
    expect(await box.flush()).toBe('offline')
    expect(sent).toEqual(['a'])
    const later = make()
    await later.load()
    expect(later.entries.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    answer = () => SENT
    await later.flush()
    expect(sent).toEqual(['a', 'a', 'b', 'c'])
    expect(later.entries).toEqual([])
  })
  it('stay when the answer is lost: sent again under the same id', async () => {
    const box = make()
    await box.keep(visit('a'))
    answer = () => Promise.reject(new Error('the page was closed'))
    await expect(box.flush()).rejects.toThrow()
    expect([box.sending, shelf.rows.has('a')]).toEqual([false, true])
    answer = () => SENT
    await box.flush()
    expect(sent).toEqual(['a', 'a'])
    expect(shelf.rows.size).toBe(0)
  })
  it('that are refused stay with the reason and do not hold up the others; corrected, they go', async () => {
    answer = (one) => (one.id === 'a' && one.on === '2026-11-24' ? REFUSED : SENT)
    const box = make()
    await box.keep(visit('a'))
    await box.keep(visit('b'))
    expect(await box.flush()).toBe('done')
    expect(box.entries.map(({ id, trouble }) => [id, trouble?.errors[0]?.pointer])).toEqual([['a', '/on']])
    sent = []
    await box.flush()
    expect(sent).toEqual([])
    await box.keep(visit('a', { on: '2026-11-23' }))
    expect(box.find('a')?.trouble).toBeUndefined()
    expect(box.find('a')?.at).toBe(1)
    await box.flush()
    expect([sent, box.entries.length]).toEqual([['a'], 0])
  })
  it('that follow from a refused one wait for it', async () => {
    answer = (one) => (one.id === 'a' ? REFUSED : SENT)
    const box = make()
    await box.keep(visit('a'))
    await box.keep(visit('b', { kind: 'return-visit', led_by: 'a' }))
    await box.keep(visit('c', { kind: 'return-visit', led_by: 'b' }))
    await box.keep(visit('d'))
    await box.flush()
    expect(sent).toEqual(['a', 'd'])
    expect(box.entries.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })
  it('are not sent twice by two calls at once, nor while one is corrected', async () => {
    let release = () => undefined as void
    answer = () => new Promise((resolve) => (release = () => resolve(SENT)))
    const box = make()
    await box.keep(visit('a'))
    await box.keep(visit('b'))
    box.hold('b')
    const first = box.flush()
    expect(await box.flush()).toBe('later')
    await expect.poll(() => sent).toEqual(['a'])
    release()
    await first
    expect(sent).toEqual(['a'])
    expect(box.entries.map(({ id }) => id)).toEqual(['b'])
  })
  it('that were changed while they were sent stay', async () => {
    const box = make()
    await box.keep(visit('a'))
    answer = async () => {
      await make().keep(visit('a', { topics: '后来补充' }))
      return SENT
    }
    await box.flush()
    expect(box.find('a')?.visit.topics).toBe('后来补充')
  })
  it("of another person are neither shown nor sent, nor lost", async () => {
    await make().keep(visit('a'))
    user = 'v'
    const box = make()
    await box.load()
    expect(box.entries).toEqual([])
    await box.flush()
    expect([sent, shelf.rows.size]).toEqual([[], 1])
  })
})
