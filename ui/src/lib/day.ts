// Days as the contract writes them, 2026-11-24: local days without a time, counted through UTC so that no clock change moves them.
const two = (value: number) => String(value).padStart(2, '0')
const ONE = 86_400_000

export const dayNumber = (day: string) => Math.round(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / ONE)
export function dayOf(number: number): string {
  const at = new Date(number * ONE)
  return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`
}
/** The date in China, whose days the server counts by, wherever the browser is. */
export const today = (now = new Date()) => dayOf(Math.floor((now.getTime() + 8 * 3_600_000) / ONE))
export const addDays = (day: string, days: number) => dayOf(dayNumber(day) + days)
/** Days from one to the other; negative where the second is earlier. */
export const daysBetween = (from: string, to: string) => dayNumber(to) - dayNumber(from)
/** 0: Sunday. */
export const weekday = (day: number) => (((day + 4) % 7) + 7) % 7
