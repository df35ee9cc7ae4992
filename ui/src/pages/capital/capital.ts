// Arrived capital as the pages use it: the ways to the records behind a figure, cumulative sums, the rule in force.
import type { Schema } from '@/api/types'

export type Payment = Schema<'Payment'>
export type Rule = Schema<'Rule'>
export type Summary = Schema<'Summary'>
export const ORIGINS: readonly Schema<'Origin'>[] = ['abroad', 'other-province', 'other-city', 'local']
export const USES: readonly Schema<'Use'>[] = ['fixed-investment', 'equity', 'working-capital', 'other']
export const EVIDENCE = ['bank-voucher', 'invoice', 'site-check', 'none'] as const
export const AUDITS: readonly Schema<'AuditState'>[] = ['entered', 'passed', 'refused']

const two = (month: number) => String(month).padStart(2, '0')
export const monthOf = (year: number, month: number) => `${year}-${two(month)}`

/** The address of the payments that make up a figure of a year up to a month, or of one month. */
export function recordsOf(summary: Pick<Summary, 'rule'>, year: number, from: number, to: number, more: Record<string, string> = {}) {
  return { name: 'payments', query: { rule: summary.rule.id, counted_from: monthOf(year, from), counted_to: monthOf(year, to), ...more } }
}

export interface MonthSums {
  month: number
  this: number
  last: number
  thisSum: number
  lastSum: number
  shown: boolean
}
/** Months with their running sums; this year only up to the month of the summary. */
export function sumsOf(summary: Pick<Summary, 'months' | 'month'>): MonthSums[] {
  let [now, before] = [0, 0]
  return [...summary.months].sort((a, b) => a.month - b.month).map((one) => ({ month: one.month, this: one.this_fen, last: one.last_fen, thisSum: (now += one.this_fen), lastSum: (before += one.last_fen), shown: one.month <= summary.month }))
}

/** The newest rule that is valid on a day. */
export const inForce = (rules: readonly Rule[], day: string): Rule | undefined => rules.filter((rule) => rule.valid_from <= day).sort((a, b) => (a.valid_from === b.valid_from ? b.number - a.number : a.valid_from < b.valid_from ? 1 : -1))[0]

/** A round number at or above, for the end of an axis. */
export function niceTop(value: number): number {
  if (value <= 0) return 1
  const size = 10 ** Math.floor(Math.log10(value))
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * size).find((top) => top >= value * 0.9999)!
}

/** 0.5171 -> +51.71% */
export const growthText = (growth: number | null): string => (growth === null ? '—' : `${growth > 0 ? '+' : growth < 0 ? '−' : ''}${Math.abs(growth * 100).toFixed(2)}%`)
