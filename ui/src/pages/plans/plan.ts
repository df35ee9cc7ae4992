// A trip plan: its input while it is changed, and what of its result is looked at.
import type { Schema } from '@/api/types'

export type TripPlan = Schema<'TripPlan'>
export type PlanInput = Schema<'TripPlanInput'>
export type Route = Schema<'TripRoute'>
export type Day = Route['days'][number]
export type Stop = Day['stops'][number]
export type Pin = NonNullable<PlanInput['pins']>[number]

/** One colour a group, by its place in the plan. */
const COLOURS = ['--part-capability', '--part-ties', '--part-standing', '--part-expansion', '--part-logistics', '--part-fit', '--part-scale', '--part-other']
export const colourOf = (index: number) => COLOURS[index % COLOURS.length]!

export const visitsOf = (route: Route) => route.days.flatMap((day) => day.stops.filter((stop) => stop.kind === 'visit'))
export const kmOf = (route: Route) => route.days.flatMap((day) => day.stops).reduce((sum, stop) => sum + (stop.leg?.km ?? 0), 0)

/** The cities of a route in the order in which they are reached, those that follow each other once. */
export function citiesOf(route: Route): Schema<'Place'>[] {
  const places = route.days.flatMap((day) => day.stops.flatMap((stop) => (stop.leg ? [stop.leg.from, stop.place] : [stop.place])))
  return places.filter((place, index) => place.code && place.code !== places[index - 1]?.code)
}

/** The visits of a route in each city, by their numbers in the timetable. */
export function visitNumbers(route: Route): Map<number, number[]> {
  const found = new Map<number, number[]>()
  visitsOf(route).forEach(({ place }, index) => found.set(place.code, [...(found.get(place.code) ?? []), index + 1]))
  return found
}
/** Numbers in short: 1–3/7. */
export function inShort(numbers: readonly number[]): string {
  const runs: [number, number][] = []
  for (const n of numbers) {
    const last = runs.at(-1)
    if (last && last[1] === n - 1) last[1] = n
    else runs.push([n, n])
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join('/')
}

/** Pins and bans as a person moves them about; undefined where nothing differs from what was planned. */
export interface Changes {
  pins: Pin[]
  bans: string[]
}
export const changesOf = (input: PlanInput): Changes => ({ pins: (input.pins ?? []).map((pin) => ({ ...pin })), bans: [...(input.bans ?? [])] })
export const withPin = (changes: Changes, firm: string, group: string | null, day: number | null): Changes => ({ pins: [...changes.pins.filter((pin) => pin.firm !== firm), { firm, group, day }], bans: changes.bans.filter((one) => one !== firm) })
export const withoutPin = (changes: Changes, firm: string): Changes => ({ ...changes, pins: changes.pins.filter((pin) => pin.firm !== firm) })
export const withBan = (changes: Changes, firm: string): Changes => ({ pins: changes.pins.filter((pin) => pin.firm !== firm), bans: [...changes.bans.filter((one) => one !== firm), firm] })
export const withoutBan = (changes: Changes, firm: string): Changes => ({ ...changes, bans: changes.bans.filter((one) => one !== firm) })
const order = (changes: Changes) => JSON.stringify([[...changes.pins].sort((a, b) => (a.firm < b.firm ? -1 : 1)).map(({ firm, group, day }) => [firm, group ?? null, day ?? null]), [...changes.bans].sort()])
export const sameChanges = (a: Changes, b: Changes) => order(a) === order(b)
/** How many firms are pinned or banned otherwise than before. */
export function countChanges(before: Changes, now: Changes): number {
  const say = (changes: Changes) => new Map<string, string>([...changes.pins.map((pin) => [pin.firm, `${pin.group ?? ''}/${pin.day ?? ''}`] as const), ...changes.bans.map((firm) => [firm, 'ban'] as const)])
  const [a, b] = [say(before), say(now)]
  return new Set([...a.keys(), ...b.keys()].filter((firm) => a.get(firm) !== b.get(firm))).size
}
