// Weeks, quarters and names of days (day.ts).
import { addDays } from './day'

export { addDays, daysBetween, today } from './day'

const two = (value: number) => String(value).padStart(2, '0')
/** Noon: no change of clocks moves it to another day. */
const dateOf = (day: string) => new Date(`${day.slice(0, 10)}T12:00:00`)

/** 0: Monday. */
export const weekday = (day: string) => (dateOf(day).getDay() + 6) % 7
export const mondayOf = (day: string) => addDays(day, -weekday(day))
export const isWeekend = (day: string) => weekday(day) > 4
export const span = (from: string, days: number) => Array.from({ length: Math.max(0, days) }, (_, index) => addDays(from, index))
export const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(dateOf(text).getTime())

/** 一 / Mon. */
export const weekdayName = (day: string, locale: string, width: 'narrow' | 'short' = 'short') => new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'zh-CN', { weekday: width }).format(dateOf(day))
/** 11-24 of the year that is shown anyway. */
export const shortDay = (day: string) => day.slice(5, 10)

/** First and last day of a year or of one of its quarters (1 to 4). */
export function periodOf(year: number, quarter: number | null): { from: string; to: string } {
  if (!quarter) return { from: `${year}-01-01`, to: `${year}-12-31` }
  return { from: `${year}-${two(quarter * 3 - 2)}-01`, to: `${year}-${two(quarter * 3)}-${quarter === 1 || quarter === 4 ? 31 : 30}` }
}
export const quarterOf = (day: string) => Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1
