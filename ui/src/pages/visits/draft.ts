// A visit while it is being written, and what is sent of it.
import type { Schema } from '@/api/types'
import { addDays, today, weekday } from '@/lib/days'
import type { VisitInput } from '@/lib/outbox'
import { makeId } from '@/lib/uuid'

export type Visit = Schema<'Visit'>
export type VisitKind = Schema<'VisitKind'>
export type Interest = Schema<'Interest'>
export type Person = Schema<'Person'>
export const KINDS: readonly VisitKind[] = ['visit', 'return-visit', 'reception']
/** From no interest to ready to sign. */
export const INTERESTS: readonly Interest[] = ['none', 'low', 'medium', 'high', 'ready']

export interface DraftFollowUp {
  id: string
  what: string
  owner: string
  due: string
}
export interface VisitDraft {
  id: string
  kind: VisitKind
  on: string
  firm: Schema<'FirmRef'>
  place: number | null
  group: string
  trip: string | null
  led_by: string | null
  people: Person[]
  topics: string
  needs: string
  interest: Interest | ''
  follow_ups: DraftFollowUp[]
}

export const emptyDraft = (group: string, now = today()): VisitDraft => ({ id: makeId(), kind: 'visit', on: now, firm: { firm: null, name: '' }, place: null, group, trip: null, led_by: null, people: [], topics: '', needs: '', interest: '', follow_ups: [] })

export const draftOf = (visit: Visit): VisitDraft => ({
  id: visit.id, kind: visit.kind, on: visit.on, firm: { ...visit.firm }, place: visit.place.code || null, group: visit.group.id, trip: visit.trip?.id ?? null, led_by: visit.led_by, people: visit.people.map((person) => ({ ...person })),
  topics: visit.topics, needs: visit.needs, interest: visit.interest, follow_ups: visit.follow_ups.map(({ id, what, owner, due }) => ({ id, what, owner: owner.id, due })),
})
export const draftOfInput = (visit: VisitInput): VisitDraft => ({
  ...emptyDraft(visit.group, visit.on), id: visit.id, kind: visit.kind, firm: { firm: visit.firm.firm ?? null, name: visit.firm.name }, place: visit.place ?? null, trip: visit.trip ?? null, led_by: visit.led_by ?? null,
  people: (visit.people ?? []).map((person) => ({ ...person })), topics: visit.topics ?? '', needs: visit.needs ?? '', interest: visit.interest ?? '', follow_ups: (visit.follow_ups ?? []).map((one) => ({ ...one, id: one.id ?? makeId() })),
})

export function inputOf(draft: VisitDraft): VisitInput {
  const people = draft.people.map((person) => ({ name: person.name.trim(), title: person.title?.trim() ?? '', phone: person.phone?.trim() ?? '' })).filter((person) => person.name || person.title || person.phone)
  return {
    id: draft.id, kind: draft.kind, on: draft.on, firm: { firm: draft.firm.firm, name: draft.firm.name.trim() }, place: draft.place, group: draft.group, trip: draft.trip, led_by: draft.kind === 'visit' ? null : draft.led_by, people,
    topics: draft.topics.trim(), needs: draft.needs.trim(), interest: draft.interest || 'none',
    follow_ups: draft.follow_ups.filter((one) => one.what.trim()).map((one) => ({ ...one, what: one.what.trim() })),
  }
}

/** What is still needed before it can be kept. */
export const missing = (draft: VisitDraft): ('firm' | 'group' | 'on' | 'interest')[] => [
  ...(draft.firm.name.trim().length < 2 ? (['firm'] as const) : []),
  ...(draft.on ? [] : (['on'] as const)),
  ...(draft.group ? [] : (['group'] as const)),
  ...(draft.interest ? [] : (['interest'] as const)),
]
export const isBlank = (draft: VisitDraft) => !draft.firm.name && !draft.topics && !draft.needs && !draft.interest && !draft.people.length && !draft.follow_ups.length

/** Days to choose with one tap; none of them on a weekend. */
export function quickDays(from: string): { key: 'tomorrow' | 'threeDays' | 'week' | 'twoWeeks' | 'month'; day: string }[] {
  const working = (day: string) => addDays(day, weekday(day) > 4 ? 7 - weekday(day) : 0)
  return ([['tomorrow', 1], ['threeDays', 3], ['week', 7], ['twoWeeks', 14], ['month', 30]] as const).map(([key, days]) => ({ key, day: working(addDays(from, days)) }))
}
