// Numbers, money, dates and words as people of either language read them. Money comes as yuan.
import { computed } from 'vue'
import type { Words } from '@/api/types'
import { language, type Language } from '@/state/preferences'

const tag = (of: Language) => (of === 'en' ? 'en-GB' : 'zh-CN')
export const NONE = '—'

/** At most three significant digits after the whole part has been said: 0.0123, 1.23, 12.3, 1,234. */
export function formatNumber(value: number | null | undefined, of: Language, digits?: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE
  const size = Math.abs(value)
  const places = digits ?? (size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3)
  return new Intl.NumberFormat(tag(of), { maximumFractionDigits: places, minimumFractionDigits: digits ?? 0 }).format(value)
}

/** A figure that somebody stated, as stated: up to four places. */
export const formatStated = (value: number, of: Language) => new Intl.NumberFormat(tag(of), { maximumFractionDigits: 4 }).format(value)

/** Large counts short: 1234万, 1.2亿 / 12.3 m, 1.2 bn. */
export function formatShort(value: number | null | undefined, of: Language): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE
  const size = Math.abs(value)
  const [unit, word] =
    of === 'zh'
      ? size >= 1e8 ? [1e8, ' 亿'] : size >= 1e5 ? [1e4, ' 万'] : [1, '']
      : size >= 1e9 ? [1e9, ' bn'] : size >= 1e6 ? [1e6, ' m'] : [1, '']
  return formatNumber(value / (unit as number), of) + word
}

/** Yuan: 3.2 亿元, 5,000 万元 / CNY 320 m. */
export function formatMoney(yuan: number | null | undefined, of: Language): string {
  if (yuan === null || yuan === undefined || !Number.isFinite(yuan)) return NONE
  const size = Math.abs(yuan)
  if (of === 'zh') {
    if (size >= 1e8) return `${formatNumber(yuan / 1e8, of)} 亿元`
    if (size >= 1e4) return `${formatNumber(yuan / 1e4, of)} 万元`
    return `${formatNumber(yuan, of)} 元`
  }
  if (size >= 1e9) return `CNY ${formatNumber(yuan / 1e9, of)} bn`
  if (size >= 1e6) return `CNY ${formatNumber(yuan / 1e6, of)} m`
  return `CNY ${formatNumber(yuan, of)}`
}

export const formatPercent = (share: number | null | undefined, of: Language) =>
  share === null || share === undefined ? NONE : new Intl.NumberFormat(tag(of), { style: 'percent', maximumFractionDigits: share > 0 && share < 0.1 ? 1 : 0 }).format(share)

const two = (value: number) => String(value).padStart(2, '0')

/** 2026-11-24 in both languages: it sorts and nobody misreads it. */
export const formatDay = (day: string | null | undefined) => (day ? day.slice(0, 10) : NONE)

/** An instant in the local time of the reader: 2026-11-24 09:30. */
export function formatTime(instant: string | null | undefined, seconds = false): string {
  if (!instant) return NONE
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return NONE
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}${seconds ? `:${two(at.getSeconds())}` : ''}`
}

export function formatAgo(instant: string | null | undefined, of: Language, now = Date.now()): string {
  if (!instant) return NONE
  const seconds = (new Date(instant).getTime() - now) / 1000
  const words = new Intl.RelativeTimeFormat(tag(of), { numeric: 'auto' })
  const size = Math.abs(seconds)
  if (size < 60) return words.format(Math.round(seconds), 'second')
  if (size < 3600) return words.format(Math.round(seconds / 60), 'minute')
  if (size < 86_400) return words.format(Math.round(seconds / 3600), 'hour')
  if (size < 30 * 86_400) return words.format(Math.round(seconds / 86_400), 'day')
  return formatDay(instant)
}

export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${value >= 100 || unit === 0 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}

export function formatSpan(seconds: number | null | undefined, of: Language): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return NONE
  const s = Math.max(0, Math.round(seconds))
  const [h, m, r] = [Math.floor(s / 3600), Math.floor(s / 60) % 60, s % 60]
  if (of === 'zh') return h ? `${h} 小时 ${m} 分` : m ? `${m} 分 ${r} 秒` : `${r} 秒`
  return h ? `${h} h ${m} min` : m ? `${m} min ${r} s` : `${r} s`
}

export const wordsIn = (words: Words | null | undefined, of: Language) => (words ? words[of] || words.zh || words.en : '')

/** The same, bound to the language of the page: templates change with it. */
export function useFormat() {
  const of = computed(() => language.value)
  return {
    words: (value: Words | null | undefined) => wordsIn(value, of.value),
    number: (value: number | null | undefined, digits?: number) => formatNumber(value, of.value, digits),
    stated: (value: number) => formatStated(value, of.value),
    short: (value: number | null | undefined) => formatShort(value, of.value),
    money: (value: number | null | undefined) => formatMoney(value, of.value),
    percent: (value: number | null | undefined) => formatPercent(value, of.value),
    day: formatDay,
    time: formatTime,
    ago: (value: string | null | undefined) => formatAgo(value, of.value),
    bytes: formatBytes,
    span: (value: number | null | undefined) => formatSpan(value, of.value),
  }
}
