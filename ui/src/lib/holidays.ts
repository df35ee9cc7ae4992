// Days off of mainland China: weekends and the yearly notices, from the calendar that the planner uses. Loaded when a plan is shown.
import { dayNumber, weekday } from './day'

export interface Calendar {
  /** Name of the holiday, '' for a plain weekend, undefined for a working day. */
  off: (day: number) => string | undefined
}

/** `text`: data/calendar/cn.tsv: kind (休 or 班), first day, last day, holiday. */
export function readCalendar(text: string): Calendar {
  const off = new Map<number, string>()
  const worked = new Set<number>()
  for (const line of text.split('\n')) {
    const [kind, from, to, name] = line.split('\t')
    if ((kind !== '休' && kind !== '班') || !from || !to) continue
    for (let day = dayNumber(from); day <= dayNumber(to); ++day) if (kind === '班') worked.add(day)
    else off.set(day, name ?? '')
  }
  return { off: (day) => off.get(day) ?? (worked.has(day) || ![0, 6].includes(weekday(day)) ? undefined : '') }
}

export const loadCalendar = async () => readCalendar((await import('../../../data/calendar/cn.tsv?raw')).default)
