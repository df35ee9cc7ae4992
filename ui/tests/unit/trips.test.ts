import { describe, expect, it } from 'vitest'
import { isWeekend, mondayOf, periodOf, quarterOf, span } from '@/lib/days'
import { makeId } from '@/lib/uuid'
import { byGroup, recordsOf, type GroupTarget } from '@/pages/goals/goals'
import { changesOf, citiesOf, countChanges, inShort, sameChanges, visitNumbers, withBan, withoutBan, withoutPin, withPin, type PlanInput, type Route } from '@/pages/plans/plan'
import { draftOfInput, emptyDraft, inputOf, isBlank, missing, quickDays } from '@/pages/visits/draft'

describe('identifiers', () => {
  it('are of version 7, sort by time and differ', () => {
    const [a, b] = [makeId(1_000_000_000_000), makeId(1_000_000_000_001)]
    expect(a).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(a < b).toBe(true)
    expect(a.slice(0, 13)).toBe('00e8d4a5-1000')
    expect(new Set(Array.from({ length: 100 }, () => makeId(5))).size).toBe(100)
  })
})

describe('days', () => {
  it('know weeks, quarters and leap years', () => {
    expect([mondayOf('2026-11-24'), mondayOf('2026-11-29'), mondayOf('2027-01-01')]).toEqual(['2026-11-23', '2026-11-23', '2026-12-28'])
    expect([periodOf(2028, 1), periodOf(2026, null), periodOf(2026, 4).to]).toEqual([{ from: '2028-01-01', to: '2028-03-31' }, { from: '2026-01-01', to: '2026-12-31' }, '2026-12-31'])
    expect([quarterOf('2026-03-31'), quarterOf('2026-10-01')]).toEqual([1, 4])
    expect(span('2028-02-28', 3)).toEqual(['2028-02-28', '2028-02-29', '2028-03-01'])
  })
  it('one tap away are never on a weekend', () => {
    for (const from of span('2026-11-23', 7)) for (const { day } of quickDays(from)) expect([from, day, isWeekend(day)]).toEqual([from, day, false])
    expect(quickDays('2026-11-27')[0]).toEqual({ key: 'tomorrow', day: '2026-11-30' })
  })
})

describe('a visit while it is written', () => {
  it('says what is missing and sends only what was written', () => {
    const draft = emptyDraft('g', '2026-11-24')
    expect([isBlank(draft), missing(draft)]).toEqual([true, ['firm', 'interest']])
    draft.firm.name = ' 虚构轴承有限公司 '
    draft.interest = 'high'
    draft.people = [{ name: ' 演示 ', title: '', phone: '' }, { name: ' ', title: '', phone: '' }]
    draft.follow_ups = [{ id: 'f', what: ' ', owner: 'u', due: '2026-12-01' }, { id: 'h', what: '寄资料 ', owner: 'u', due: '2026-12-01' }]
    draft.led_by = 'earlier'
    const sent = inputOf(draft)
    expect(missing(draft)).toEqual([])
    expect([sent.firm, sent.people, sent.follow_ups?.map(({ id, what }) => [id, what]), sent.led_by]).toEqual([{ firm: null, name: '虚构轴承有限公司' }, [{ name: '演示', title: '', phone: '' }], [['h', '寄资料']], null])
    expect(inputOf({ ...draft, kind: 'reception' }).led_by).toBe('earlier')
  })
  it('that waits is the same when it is opened again', () => {
    const visit = inputOf({ ...emptyDraft('g', '2026-11-24'), kind: 'return-visit', firm: { firm: 'n1', name: '甲乙' }, led_by: 'x', interest: 'low', follow_ups: [{ id: 'f', what: '寄资料', owner: 'u', due: '2026-12-01' }] })
    expect(inputOf(draftOfInput(visit))).toEqual(visit)
  })
})

describe('a plan that is arranged', () => {
  const input = { name: 'p', start: '2026-12-01', days: 3, groups: [{ group: 'a' }], pins: [{ firm: 'x', group: 'a', day: 1 }], bans: ['y'] } as PlanInput
  it('counts the firms that are arranged otherwise, whatever the order of the steps', () => {
    const before = changesOf(input)
    const now = withBan(withPin(before, 'z', 'a', 2), 'x')
    expect(now).toEqual({ pins: [{ firm: 'z', group: 'a', day: 2 }], bans: ['y', 'x'] })
    expect(countChanges(before, now)).toBe(2)
    expect(sameChanges(before, withPin(withoutPin(withoutBan(now, 'x'), 'z'), 'x', 'a', 1))).toBe(true)
    expect(withPin(before, 'y', null, null).bans).toEqual([])
    expect(input.pins).toHaveLength(1)
  })
  it('names the cities of a route in their order', () => {
    const place = (code: number) => ({ code, name: { zh: '', en: '' }, province: 0, city: code })
    const stop = (code: number, from?: number) => ({ kind: from ? 'travel' : 'visit', begin: '', end: '', place: place(code), firm: null, value: 0, parts: [], leg: from ? { mode: 'rail', km: 1, minutes: 1, from: place(from) } : null })
    const route = { group: { id: 'a', name: { zh: '', en: '' } }, value: 0, days: [{ day: 1, on: '', overnight: place(2), stops: [stop(2, 1), stop(2), stop(2)] }, { day: 2, on: '', overnight: place(3), stops: [stop(3, 2), stop(3), stop(1, 3)] }] } as Route
    expect(citiesOf(route).map(({ code }) => code)).toEqual([1, 2, 3, 1])
    expect([...visitNumbers(route)]).toEqual([[2, [1, 2]], [3, [3]]])
    expect([inShort([1, 2, 3, 7]), inShort([4]), inShort([])]).toEqual(['1–3/7', '4', ''])
  })
})

describe('targets of groups', () => {
  it('stand by group and indicator in their order and lead to the records that were counted', () => {
    const one = (indicator: string, quarter: number | null, id = 'g') => ({ group: { id, name: { zh: id, en: id } }, year: 2026, quarter, indicator, target: 5, actual: 1, unit: { zh: '次', en: '' } }) as GroupTarget
    const rows = byGroup([one('visits', 2), one('trips', null), one('leads', null, 'h')])
    expect(rows.map(({ id, indicators }) => [id, indicators])).toEqual([['g', ['trips', 'visits']], ['h', ['leads']]])
    expect(byGroup([one('visits', 2)], ['signed'])[0]!.indicators).toEqual(['visits', 'signed'])
    expect(recordsOf('g', 'return-visits', 2026, 2)).toEqual({ path: '/visits', query: { group: 'g', kind: 'return-visit', from: '2026-04-01', to: '2026-06-30' } })
  })
})
