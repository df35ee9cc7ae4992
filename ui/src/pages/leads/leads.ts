// Leads as the pages use them: states, sources, what one sends, and which clock counts first.
import type { Schema } from '@/api/types'
import { daysBetween } from '@/lib/day'

export type Lead = Schema<'Lead'>
export type LeadState = Schema<'LeadState'>
export type LeadInput = Schema<'LeadInput'>
export type Clock = Schema<'Clock'>
/** Clocks that are stopped by saying that it was done; the others stop by a step. */
export const STOPPED = ['answer', 'introducer', 'report'] as const
export type StoppedClock = (typeof STOPPED)[number]
export const STATES: readonly LeadState[] = ['new', 'sorted', 'following', 'converted', 'rejected']
export const SOURCES: readonly Schema<'LeadSource'>[] = ['target', 'visit', 'referral', 'web', 'import', 'other']
export const FACTS = ['process', 'investment', 'land_mu', 'capacity', 'output', 'tax', 'jobs', 'power_mva', 'energy_tce', 'water_t', 'environment'] as const

/** Where a lead may go from where it is; the server decides. */
export const NEXT: Readonly<Record<LeadState, readonly LeadState[]>> = { new: ['sorted', 'rejected'], sorted: ['following', 'converted', 'rejected'], following: ['converted', 'rejected'], converted: [], rejected: ['new'] }

export const isOpen = (clock: Clock) => clock.state === 'running' || clock.state === 'missed'
/** The open clock that is due first. */
export const firstClock = (lead: Lead): Clock | undefined => lead.clocks.filter(isOpen).sort((a, b) => (a.due < b.due ? -1 : 1))[0]
/** Those that are due first at the top, those with nothing open at the end. */
export const byDue = (leads: readonly Lead[]): Lead[] => {
  const due = (lead: Lead) => firstClock(lead)?.due ?? '9999'
  return [...leads].sort((a, b) => (due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : 0))
}
/** Days left; negative: days over. */
export const daysLeft = (clock: Clock, day: string) => daysBetween(day, clock.due)

export const inputOf = (lead: Lead): LeadInput => ({
  title: lead.title, firm: { ...lead.firm }, group: lead.group.id, source: lead.source, introducer: lead.introducer, node: lead.node?.id ?? null, facts: { ...lead.facts }, received_on: lead.received_on, led_by: lead.led_by, note: lead.note,
})

export const stoppedBy = (clock: Clock): StoppedClock | undefined => (isOpen(clock) ? STOPPED.find((rule) => rule === clock.rule) : undefined)
