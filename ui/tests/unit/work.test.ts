// Leads, projects, landing plans, arrived capital: what the pages compute themselves.
import { describe, expect, it } from 'vitest'
import { growthText, inForce, niceTop, recordsOf, sumsOf, type Rule } from '@/pages/capital/capital'
import { barsOf, compare, endOf, HEAD, linksOf, rangeOf, ROW, sortTasks, ticksOf, type Plan, type Task } from '@/pages/landing/gantt'
import { byDue, firstClock, stoppedBy, type Lead } from '@/pages/leads/leads'
import { rangeOf as daysOf, spansOf, unmetUpTo, type Gate } from '@/pages/projects/projects'
import { addDays, dayNumber, dayOf, daysBetween, today, weekday } from '@/lib/day'
import { parseFigure, shownFigure } from '@/lib/figure'
import { readCalendar } from '@/lib/holidays'
import { versionsByName } from '@/parts/record/attachments'
import text from '../../../data/calendar/cn.tsv?raw'

describe('days', () => {
  it('go there and back, over leap days and ends of years', () => {
    for (const day of ['1970-01-01', '2024-02-29', '2023-12-31', '2100-03-01']) expect(dayOf(dayNumber(day))).toBe(day)
    expect(addDays('2023-12-31', 1)).toBe('2024-01-01')
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(daysBetween('2023-03-01', '2023-02-01')).toBe(-28)
  })
  it('know their weekday, and today is a local day', () => {
    expect(weekday(dayNumber('2026-11-24'))).toBe(2)
    expect(weekday(dayNumber('1969-12-28'))).toBe(0)
    expect(today(new Date('2026-01-05T15:59:00Z'))).toBe('2026-01-05')
    expect(today(new Date('2026-01-05T16:00:00Z'))).toBe('2026-01-06')
  })
})

describe('figures', () => {
  it('are read with units and separators', () => {
    expect(parseFigure('2,800', 1e4)).toBe(28_000_000)
    expect(parseFigure('28亿', 1e4)).toBe(2_800_000_000)
    expect(parseFigure('1.8万元', 1e4)).toBe(18_000)
    expect(parseFigure('500元', 1e4)).toBe(500)
    expect(parseFigure('0.1', 1e4)).toBe(1000)
    expect(parseFigure('187.55')).toBe(187.55)
  })
  it('are missing or refused, never guessed', () => {
    expect(parseFigure('  ')).toBeNull()
    for (const text of ['-5', '1.2.3', '约3亿', '3亿5', 'NaN', '1e9']) expect(parseFigure(text, 1e4)).toBeUndefined()
  })
  it('are shown as they were typed', () => {
    expect(shownFigure(28_000_000, 1e4)).toBe('2800')
    expect(shownFigure(parseFigure('0.07', 1e4), 1e4)).toBe('0.07')
    expect(shownFigure(null)).toBe('')
  })
})

describe('the calendar', () => {
  const calendar = readCalendar(text)
  const off = (day: string) => calendar.off(dayNumber(day))
  it('has holidays by name, make-up days worked, weekends without a name', () => {
    expect(off('2023-01-22')).toBe('春节')
    expect(off('2023-01-28')).toBeUndefined()
    expect(off('2023-03-04')).toBe('')
    expect(off('2023-03-06')).toBeUndefined()
  })
})

it('documents of one name stand together, newest first', () => {
  const file = (name: string, number: number, at: string) => ({ id: `${name}${number}`, name, number, at, role: '', media_type: '', bytes: 1, sha256: '', by: '' })
  const groups = versionsByName([file('协议.pdf', 1, '2023-01-01T00:00:00Z'), file('图.png', 1, '2023-02-01T00:00:00Z'), file('协议.pdf', 2, '2023-03-01T00:00:00Z')])
  expect(groups.map((versions) => versions.map((one) => one.id))).toEqual([['协议.pdf2', '协议.pdf1'], ['图.png1']])
})

describe('leads', () => {
  const clock = (rule: string, due: string, state: string) => ({ rule, name: { zh: rule, en: rule }, due, done_on: null, state })
  const lead = { clocks: [clock('report', '2023-01-20', 'running'), clock('sort', '2023-01-05', 'missed'), clock('answer', '2023-01-03', 'met')] } as unknown as Lead
  it('show the open clock that is due first', () => expect(firstClock(lead)?.rule).toBe('sort'))
  it('stand in the order in which they are due, done ones last', () => {
    const done = { clocks: [clock('answer', '2023-01-01', 'met')] } as unknown as Lead
    expect(byDue([done, lead])).toEqual([lead, done])
  })
  it('stop by saying so only the clocks that no step stops', () => expect(lead.clocks.map(stoppedBy)).toEqual(['report', undefined, undefined]))
})

describe('projects', () => {
  const item = (stage: string, field: string, met: boolean, kind = 'field') => ({ stage, kind, field, met, name: { zh: field, en: field }, permission: null })
  const gates = [
    { stage: 'negotiating', items: [item('negotiating', 'node', false), item('negotiating', 'on', false, 'date')] },
    { stage: 'signed', items: [item('signed', 'investment', true), item('signed', 'agreement', false, 'document')] },
    { stage: 'land-won', items: [item('land-won', 'project_code', false)] },
  ] as unknown as Gate[]
  it('miss what every gate up to the stage asks for, but for the day that the step gives', () => {
    expect(unmetUpTo(gates, 'signed').map(({ field }) => field)).toEqual(['node', 'agreement'])
    expect(unmetUpTo(gates, 'land-won')).toHaveLength(3)
  })
  it('were at each stage until the next that was reached', () => {
    expect(spansOf({ stage: 'started', stage_since: '2023-06-03', dates: { negotiating: '2022-06-01', signed: '2022-12-10', started: '2023-06-03' } }, '2023-09-01')).toEqual([
      { stage: 'negotiating', from: '2022-06-01', to: '2022-12-10' },
      { stage: 'signed', from: '2022-12-10', to: '2023-06-03' },
      { stage: 'started', from: '2023-06-03', to: '2023-09-01' },
    ])
    // Taken back to an earlier stage: later days do not count.
    expect(spansOf({ stage: 'negotiating', stage_since: '2022-06-01', dates: { negotiating: '2022-06-01', signed: '2022-12-10' } }, '2023-01-01')).toHaveLength(1)
    expect(spansOf({ stage: 'lead', stage_since: '2022-06-01', dates: {} }, '2023-01-01')).toEqual([{ stage: 'lead', from: '2022-06-01', to: '2023-01-01' }])
  })
  it('are shown from their first day to the last that is expected', () => {
    const { from, to } = daysOf([{ dates: { signed: '2022-12-10' }, stage_since: '2022-12-10', expected_start: null, expected_production: '2024-05-01' }], '2023-03-31')
    expect(from < '2022-12-10' && to > '2024-05-01').toBe(true)
  })
})

describe('landing plans', () => {
  // `end`: the day after the last one.
  const task = (id: string, start: string, end: string, more: Partial<Task> = {}, finish = dayOf(dayNumber(end) - 1)): Task => ({ id, name: { zh: id, en: id }, department: { zh: '', en: '' }, days: daysBetween(start, end), calendar: 'calendar', low: 1, high: 9, minimum: 0, note: { zh: '', en: '' }, provisions: [], after: [], deferrable: [], before_permits: false, actual_start: null, actual_finish: null, earliest_start: start, earliest_finish: finish, latest_start: start, latest_finish: finish, slack: 0, critical: true, late: false, criticality: null, ...more })
  const plan = (tasks: Task[], more: Partial<Plan> = {}): Plan => ({ id: 'p', version: 1, project: 'x', name: 'A', template: 't', start: '2023-03-01', target_days: 30, options: [], target_task: 'b', due: '2023-03-31', verdict: 'met', likely_days: 30, low_days: 30, lawful_days: 30, hurry: [], finish: '2023-03-31', landing: '2023-03-31', tasks, feasible: true, binding: [], prepare: [], probability: null, quantiles: [], finish_days: 30, landing_days: 30, decisions: [], law_changes: [], risks: [], ...more })
  const tasks = [task('b', '2023-03-21', '2023-03-31', { after: [{ task: 'a', kind: 'FS', lag: 0, calendar: 'calendar' }], minimum: 10 }), task('a', '2023-03-01', '2023-03-21', { minimum: 20, actual_start: '2023-03-02', actual_finish: null })]
  it('stand in the order in which tasks start', () => expect(sortTasks(tasks).map(({ id }) => id)).toEqual(['a', 'b']))
  it('draw bars from start to finish, what was done until today, and whole minima', () => {
    const range = rangeOf([plan(tasks)])
    const [a, b] = barsOf(sortTasks(tasks), range, 10, dayNumber('2023-03-12')) as [ReturnType<typeof barsOf>[0], ReturnType<typeof barsOf>[0]]
    expect(a.x).toBe((dayNumber('2023-03-01') - range.from) * 10)
    expect([a.width, a.y, b.y, b.x]).toEqual([200, HEAD, HEAD + ROW, a.x + 200])
    expect(a.minimum).toBe(200)
    expect(a.done).toEqual({ x: a.x + 10, width: 100 })
    const [link] = linksOf([a, b])
    expect(link?.path.startsWith(`M${a.x + 200} ${HEAD + ROW / 2}`)).toBe(true)
    expect(link?.path.endsWith(`H${b.x}`)).toBe(true)
  })
  it('end with the last day of work; what takes no time stays on its day', () => {
    expect(endOf({ days: 2 }, '2026-04-29', '2026-04-30')).toBe(dayNumber('2026-05-01'))
    expect(endOf({ days: 1 }, '2026-04-29', '2026-04-29')).toBe(dayNumber('2026-04-30'))
    expect(endOf({ days: 0 }, '2026-04-29', '2026-04-29')).toBe(dayNumber('2026-04-29'))
  })
  it('have room for the target beyond the finish, and a tick for each month', () => {
    const range = rangeOf([plan(tasks, { due: '2023-05-30' })])
    expect(dayOf(range.to) > '2023-05-30').toBe(true)
    expect(ticksOf(range, 8).months.map(({ text }) => text)).toEqual(['2023-03', '2023-04', '2023-05', '2023-06'].filter((month) => month < dayOf(range.to)))
  })
  it('are compared from their own day 0', () => {
    const later = plan([task('a', '2023-04-01', '2023-04-21'), task('b', '2023-04-24', '2023-05-04'), task('c', '2023-04-01', '2023-04-02')], { id: 'q', start: '2023-04-01', landing: '2023-05-04', finish: '2023-05-04' })
    const found = compare(plan(tasks), later)
    expect(found.landing).toBe(-3)
    expect(found.changes.map((one) => [one.task.id, one.start, one.finish])).toEqual([['b', -3, -3]])
    expect(found.only.map(({ id }) => id)).toEqual(['c'])
  })
})

describe('arrived capital', () => {
  const months = [3, 1, 2].map((month) => ({ month, this_fen: month * 100, last_fen: 50, closed: true, last_from_base: false }))
  it('sums months in their order', () => expect(sumsOf({ month: 2, months }).map((one) => [one.month, one.thisSum, one.lastSum, one.shown])).toEqual([[1, 100, 50, true], [2, 300, 100, true], [3, 600, 150, false]]))
  it('says growth to the hundredth of a percent', () => {
    expect(growthText(0.51708)).toBe('+51.71%')
    expect(growthText(-0.1)).toBe('−10.00%')
    expect(growthText(null)).toBe('—')
  })
  it('opens the records of a figure by the same rule', () => expect(recordsOf({ rule: { id: 'r2' } as Rule }, 2023, 1, 3, { origin: 'abroad' }).query).toEqual({ rule: 'r2', counted_from: '2023-01', counted_to: '2023-03', origin: 'abroad' }))
  it('takes the newest rule that is valid', () => {
    const rule = (number: number, valid_from: string) => ({ id: String(number), number, valid_from }) as Rule
    expect(inForce([rule(1, '2020-01-01'), rule(3, '2027-01-01'), rule(2, '2023-01-01')], '2026-01-01')?.number).toBe(2)
    expect(inForce([rule(3, '2027-01-01')], '2026-01-01')).toBeUndefined()
  })
  it('ends its axes on round numbers', () => {
    expect([0, 0.7, 12, 99, 160, 1].map(niceTop)).toEqual([1, 0.8, 15, 100, 200, 1])
  })
})
