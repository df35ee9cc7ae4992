import type { Schema } from '@/api/types'

export type Trip = Schema<'Trip'>
export type TripInput = Schema<'TripInput'>
export const STATES: readonly Schema<'TripState'>[] = ['planned', 'under-way', 'done', 'cancelled']

/** What a PUT takes, of a trip as it stands. */
export const tripInput = (trip: Trip): TripInput => ({
  name: trip.name, group: trip.group.id, region: trip.region, cities: trip.cities.map(({ code }) => code), from: trip.from, to: trip.to, purpose: trip.purpose, participants: trip.participants.map(({ id }) => id),
  firms: trip.firms.map(({ firm, name }) => ({ firm, name })), cost: trip.cost, result: trip.result, state: trip.state,
})
