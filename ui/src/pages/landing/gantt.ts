// Where things stand in the Gantt chart: days along, tasks down. The contract names last days of work: a bar ends with its last day.
import type { Schema } from '@/api/types'
import { dayNumber, dayOf, weekday } from '@/lib/day'

export type Plan = Schema<'LandingPlan'>
export type Task = Schema<'PlanTask'>
export const ROW = 28
export const HEAD = 44

export interface Range {
  from: number
  to: number
}
/** Days shown: all of the plan and of the one it is compared with, the target, and a little room. */
export function rangeOf(plans: readonly Plan[]): Range {
  const days = plans.flatMap((plan) => [dayNumber(plan.start), dayNumber(plan.finish), ...(plan.due ? [dayNumber(plan.due)] : []), ...plan.tasks.flatMap((task) => [task.earliest_start, task.earliest_finish, task.actual_start, task.actual_finish].flatMap((day) => (day ? [dayNumber(day)] : [])))])
  return { from: Math.min(...days) - 2, to: Math.max(...days) + 3 }
}

/** The number of the day after the last one; what takes no time stays on its day. */
export const endOf = (task: Pick<Task, 'days'>, start: string, last: string) => dayNumber(last) + (task.days === 0 && start === last ? 0 : 1)

/** In the order in which they start; the order of the template among equals. */
export const sortTasks = (tasks: readonly Task[]): Task[] => tasks.map((task, index) => ({ task, index })).sort((a, b) => (a.task.earliest_start < b.task.earliest_start ? -1 : a.task.earliest_start > b.task.earliest_start ? 1 : a.index - b.index)).map(({ task }) => task)

export interface Bar {
  task: Task
  x: number
  width: number
  y: number
  /** End of the slack. */
  slackTo: number
  /** Length of the statutory minimum within the bar. */
  minimum: number
  /** What was done of it. */
  done: { x: number; width: number } | undefined
}
export function barsOf(tasks: readonly Task[], range: Range, unit: number, today: number): Bar[] {
  const x = (day: string) => (dayNumber(day) - range.from) * unit
  return tasks.map((task, index) => {
    const at = (number: number) => (number - range.from) * unit
    const [from, to] = [x(task.earliest_start), at(endOf(task, task.earliest_start, task.earliest_finish))]
    const width = to - from
    const begun = task.actual_start ? x(task.actual_start) : undefined
    const ended = task.actual_finish && task.actual_start ? at(endOf(task, task.actual_start, task.actual_finish)) : begun === undefined ? undefined : Math.max(begun, at(today))
    return {
      task, x: from, width, y: HEAD + index * ROW, slackTo: Math.max(to, at(endOf(task, task.latest_start, task.latest_finish))),
      minimum: task.minimum > 0 && task.days > 0 ? Math.min(1, task.minimum / task.days) * width : 0,
      done: begun === undefined ? undefined : { x: begun, width: Math.max(2, ended! - begun) },
    }
  })
}

export interface Link {
  from: string
  to: string
  path: string
  critical: boolean
}
/** Links as right-angled lines; from and to by their kind: finish or start. */
export function linksOf(bars: readonly Bar[]): Link[] {
  const by = new Map(bars.map((bar) => [bar.task.id, bar]))
  return bars.flatMap((to) => to.task.after.flatMap(({ task, kind }) => {
    const from = by.get(task)
    if (!from) return []
    const startX = kind[0] === 'F' ? from.x + from.width : from.x
    const endX = kind[1] === 'S' ? to.x : to.x + to.width
    const [y1, y2] = [from.y + ROW / 2, to.y + ROW / 2]
    const turn = kind[0] === 'F' ? Math.max(startX + 5, Math.min(endX - 5, startX + 5)) : startX - 5
    const path = kind[1] === 'S' && endX - 5 < turn ? `M${startX} ${y1}H${turn}V${y2 - ROW / 2 + 2}H${endX - 5}V${y2}H${endX}` : `M${startX} ${y1}H${turn}V${y2}H${endX}`
    return [{ from: task, to: to.task.id, path, critical: from.task.critical && to.task.critical }]
  }))
}

export interface Tick {
  x: number
  text: string
}
/** Months above, weeks or days below, as there is room. */
export function ticksOf(range: Range, unit: number): { months: Tick[]; days: Tick[] } {
  const months: Tick[] = []
  const days: Tick[] = []
  for (let day = range.from; day < range.to; ++day) {
    const text = dayOf(day)
    if (day === range.from || text.endsWith('-01')) if (day === range.from ? Number(text.slice(8)) < 24 || range.to - day < 20 : true) months.push({ x: (day - range.from) * unit, text: text.slice(0, 7) })
    if (unit >= 18 || (weekday(day) === 1 && (unit >= 3 || Number(text.slice(8)) <= 7))) days.push({ x: (day - range.from) * unit, text: String(Number(text.slice(8))) })
  }
  return { months, days }
}

export interface Change {
  task: Task
  other: Task | undefined
  start: number
  finish: number
}
/** Tasks whose days differ; `start` and `finish`: days later in the plan than in the other, each counted from its own day 0. */
export function compare(plan: Plan, other: Plan): { changes: Change[]; only: Task[]; landing: number; finish: number } {
  const by = new Map(other.tasks.map((task) => [task.id, task]))
  const at = (from: string, day: string) => dayNumber(day) - dayNumber(from)
  const changes = plan.tasks.flatMap((task): Change[] => {
    const twin = by.get(task.id)
    if (!twin) return [{ task, other: undefined, start: 0, finish: 0 }]
    const start = at(plan.start, task.earliest_start) - at(other.start, twin.earliest_start)
    const finish = at(plan.start, task.earliest_finish) - at(other.start, twin.earliest_finish)
    return start || finish ? [{ task, other: twin, start, finish }] : []
  })
  const own = new Set(plan.tasks.map(({ id }) => id))
  return { changes, only: other.tasks.filter(({ id }) => !own.has(id)), landing: at(plan.start, plan.landing) - at(other.start, other.landing), finish: at(plan.start, plan.finish) - at(other.start, other.finish) }
}
