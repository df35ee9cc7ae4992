// Projects as the pages use them: stages, what one sends, groups of facts.
import type { Schema } from '@/api/types'
import type { RecordOf } from '@/lib/conflict'
import { addDays, daysBetween } from '@/lib/day'

export type Project = Schema<'Project'>
export type ProjectInput = Schema<'ProjectInput'>
export type Stage = Schema<'ProjectStage'>
export type Gate = Schema<'Gate'>
export type GateItem = Schema<'GateItem'>
export type StageLog = Schema<'StageLog'>
export type ProblemItem = Schema<'ProblemItem'>

export const STAGES: readonly Stage[] = ['lead', 'negotiating', 'signed', 'land-won', 'land-contract', 'handed-over', 'started', 'in-statistics', 'in-production', 'at-capacity']
export const ACTIVITIES: readonly Schema<'ProjectActivity'>[] = ['active', 'paused', 'dropped']
export const LEVELS = ['group', 'leader', 'committee'] as const
export const rank = (stage: string) => STAGES.indexOf(stage as Stage)
export const nextStage = (stage: Stage): Stage | undefined => STAGES[rank(stage) + 1]

/** The fields that one types, in their groups. */
export const FACT_GROUPS = {
  project: ['name', 'firm', 'node', 'process', 'investment', 'foreign', 'capacity', 'output', 'tax', 'jobs'],
  needs: ['land_mu', 'energy_tce', 'environment'],
  work: ['lead_official', 'team', 'likelihood', 'competitors', 'agreement_on', 'registered_firm', 'project_code', 'expected_start', 'expected_production', 'note'],
} as const
export const FACT_KEYS: readonly string[] = Object.values(FACT_GROUPS).flat()

/** A project as it is sent: records it refers to by their ids. */
export function inputOf(project: Project): ProjectInput {
  const { name, firm, investment, foreign, land_mu, capacity, output, tax, jobs, process, environment, energy_tce, agreement_on, registered_firm, project_code, lead_official, competitors, likelihood, expected_start, expected_production, note } = project
  return {
    name, firm: { ...firm }, group: project.group.id, node: project.node?.id ?? null, phase_of: project.phase_of?.id ?? null, team: project.team.map((one) => one.id), investment, foreign, land_mu, capacity, output, tax, jobs, process, environment, energy_tce,
    agreement_on, registered_firm, project_code, lead_official, competitors, likelihood, expected_start, expected_production, note,
  }
}
export const valuesOf = (project: Project): RecordOf => ({ ...project, node: project.node?.id ?? null, team: project.team.map((one) => one.id) })

/** What a person can do something about: the day of a gate is given by the step itself. */
export const asked = (item: GateItem) => item.kind !== 'date'
/** Items of the gates up to a stage that are not met. */
export const unmetUpTo = (gates: readonly Gate[], stage: Stage): GateItem[] => gates.filter((gate) => rank(gate.stage) <= rank(stage)).flatMap((gate) => gate.items.filter((item) => asked(item) && !item.met))

export interface Span {
  stage: Stage
  from: string
  to: string
}
/** What a project was at from when to when; the last one goes on until `end`. */
export function spansOf(project: Pick<Project, 'dates' | 'stage' | 'stage_since'>, end: string): Span[] {
  const dated = STAGES.flatMap((stage) => (project.dates[stage] && rank(stage) <= rank(project.stage) ? [{ stage, from: project.dates[stage] }] : [])).sort((a, b) => rank(a.stage) - rank(b.stage))
  // One that was never moved has been where it is since it was entered.
  const reached = dated.length ? dated : [{ stage: project.stage, from: project.stage_since }]
  return reached.map(({ stage, from }, index) => ({ stage, from, to: reached[index + 1]?.from ?? (end > from ? end : from) }))
}

/** First and last day of what is shown, with a little room. */
export function rangeOf(projects: readonly Pick<Project, 'dates' | 'stage_since' | 'expected_start' | 'expected_production'>[], today: string): { from: string; to: string } {
  const days = projects.flatMap((one) => [...Object.values(one.dates), one.stage_since, one.expected_start, one.expected_production]).filter((one): one is string => Boolean(one))
  const from = days.reduce((a, b) => (a < b ? a : b), today)
  const to = days.reduce((a, b) => (a > b ? a : b), today)
  const room = Math.max(15, Math.round(daysBetween(from, to) * 0.03))
  return { from: addDays(from, -room), to: addDays(to, room) }
}
