// Visits written on the phone and not yet on the server: kept first, then sent in the order they were written, taken off only when the server
// has them. Their ids are made here, so that one sent twice is one visit. A refused one stays with the reason until it is corrected;
// one that follows from it (a return visit) waits for it, the others go on.
import type { Schema } from '@/api/types'
import type { Shelf } from './shelf'

export type VisitInput = Schema<'VisitInput'>

export interface Trouble {
  status: number
  text: string
  errors: { pointer: string; detail: string }[]
}
export interface Waiting {
  id: string
  /** Whose it is: nobody sends another's. */
  user: string
  /** When it was written first: the order of sending. */
  at: number
  /** Grows with every change. */
  revision: number
  visit: VisitInput
  /** Why the server refused it. */
  trouble?: Trouble | undefined
}
/** sent: the server has it; refused: it never will as it stands; later: no network, no session, an overloaded server. */
export type Outcome = { kind: 'sent' } | { kind: 'refused'; trouble: Trouble } | { kind: 'later'; offline: boolean }

export interface OutboxOptions {
  shelf: Shelf<Waiting>
  send: (visit: VisitInput) => Promise<Outcome>
  user: () => string
  now?: () => number
  /** One tab sends at a time. */
  alone?: (work: () => Promise<void>) => Promise<void>
  changed?: () => void
}
export type FlushEnd = 'done' | 'offline' | 'later'

export class Outbox {
  entries: Waiting[] = []
  sending = false
  /** Being corrected now: not to be sent. */
  private held: string | undefined

  constructor(private readonly options: OutboxOptions) {}

  async load() {
    const all = await this.options.shelf.all()
    this.entries = all.filter((entry) => entry.user === this.options.user()).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    this.options.changed?.()
  }
  find(id: string) {
    return this.entries.find((entry) => entry.id === id)
  }
  hold(id: string | undefined) {
    this.held = id
  }

  /** On the disk when this returns. */
  async keep(visit: VisitInput) {
    const before = await this.options.shelf.get(visit.id)
    const entry: Waiting = { id: visit.id, user: this.options.user(), at: before?.at ?? (this.options.now ?? Date.now)(), revision: (before?.revision ?? 0) + 1, visit }
    await this.options.shelf.put(visit.id, entry)
    await this.load()
  }
  async drop(id: string) {
    await this.options.shelf.remove(id)
    await this.load()
  }

  async flush(): Promise<FlushEnd> {
    if (this.sending) return 'later'
    let end: FlushEnd = 'done'
    this.sending = true
    this.options.changed?.()
    try {
      await (this.options.alone ?? ((work) => work()))(async () => {
        // Another tab may have sent some meanwhile.
        await this.load()
        end = await this.sendAll()
      })
    } finally {
      this.sending = false
      await this.load().catch(() => undefined)
    }
    return end
  }

  private async sendAll(): Promise<FlushEnd> {
    const left = new Set<string>()
    for (const entry of [...this.entries]) {
      const follows = entry.visit.led_by !== undefined && entry.visit.led_by !== null && left.has(entry.visit.led_by)
      if (entry.trouble || follows || entry.id === this.held) {
        left.add(entry.id)
        continue
      }
      const outcome = await this.options.send(entry.visit)
      if (outcome.kind === 'later') return outcome.offline ? 'offline' : 'later'
      const now = await this.options.shelf.get(entry.id)
      if (outcome.kind === 'refused') {
        left.add(entry.id)
        if (now) await this.options.shelf.put(entry.id, { ...now, trouble: outcome.trouble })
      } else if (now && now.revision === entry.revision) await this.options.shelf.remove(entry.id)
      await this.load()
    }
    return 'done'
  }
}
