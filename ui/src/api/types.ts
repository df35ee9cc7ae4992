// Short names for the contract's schemas, and what a path takes and gives.
import type { components, paths } from './contract'

type Schemas = components['schemas']
export type Schema<Name extends keyof Schemas> = Schemas[Name]
export type Words = Schemas['Words']
export type Session = Schemas['Session']
export type User = Schemas['User']
export type Group = Schemas['Group']
export type Role = Schemas['Role']
export type AuditEntry = Schemas['AuditEntry']
export type Import = Schemas['Import']
export type Preview = Schemas['Preview']
export type Job = Schemas['Job']
export type Notice = Schemas['Notice']
export type Found = Schemas['Found']
export type Overview = Schemas['Overview']
export type Direction = Schemas['Direction']
export type Evidence = Schemas['Evidence']
export type Part = Schemas['Part']
export type Place = Schemas['Place']
export type Provenance = Schemas['Provenance']
export type Problem = Schemas['Problem']

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'
/** Paths that have a method. */
export type PathOf<M extends Method> = { [P in keyof paths]: paths[P] extends Record<M, infer O> ? ([O] extends [undefined] ? never : P) : never }[keyof paths]
type Operation<P extends keyof paths, M extends Method> = paths[P] extends Record<M, infer O> ? NonNullable<O> : never

type PathParameters<O> = O extends { parameters: { path: infer X } } ? X : never
type QueryParameters<O> = O extends { parameters: { query?: infer X } } ? NonNullable<X> : never
type JsonBody<O> = O extends { requestBody: { content: { 'application/json': infer B } } } ? B : never
type NeedsVersion<O> = O extends { parameters: { header: { 'If-Match': string } } } ? true : false
type Json<R> = R extends { content: { 'application/json': infer B } } ? B : never
type Answer<R> = 200 extends keyof R ? Json<R[200]> : 201 extends keyof R ? Json<R[201]> : 202 extends keyof R ? Json<R[202]> : undefined

export type ResultOf<P extends keyof paths, M extends Method> = Operation<P, M> extends { responses: infer R } ? Answer<R> : never
export type QueryOf<P extends keyof paths, M extends Method = 'get'> = QueryParameters<Operation<P, M>>
export type BodyOf<P extends keyof paths, M extends Method> = JsonBody<Operation<P, M>>

type WithPath<O> = [PathParameters<O>] extends [never] ? { path?: undefined } : { path: PathParameters<O> }
type WithQuery<O> = [QueryParameters<O>] extends [never] ? { query?: undefined } : Record<string, never> extends QueryParameters<O> ? { query?: QueryParameters<O> } : { query: QueryParameters<O> }
type WithBody<O> = [JsonBody<O>] extends [never] ? { body?: undefined } : { body: JsonBody<O> }
type WithVersion<O> = NeedsVersion<O> extends true ? { version: number } : { version?: undefined }
/** What a call of a path takes: path and query parameters, body, the version that is changed, an abort signal. */
export type OptionsOf<P extends keyof paths, M extends Method> = WithPath<Operation<P, M>> &
  WithQuery<Operation<P, M>> &
  WithBody<Operation<P, M>> &
  WithVersion<Operation<P, M>> & { signal?: AbortSignal }
/** Options may be left out where nothing is required. */
export type Arguments<O> = Record<string, never> extends O ? [options?: O] : [options: O]
export type ItemOf<P extends PathOf<'get'>> = ResultOf<P, 'get'> extends { items: (infer I)[] } ? I : never
