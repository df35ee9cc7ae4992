// What can go wrong with a request, as one typed error.
import type { Problem } from './types'

export interface FieldError {
  pointer: string
  code: string
  detail: string
}

/** A problem by RFC 9457, or (status 0) no answer at all. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly request: string | undefined
  readonly retryAfter: number | undefined
  /** The record as it stands now, for a conflict. */
  readonly current: unknown
  readonly errors: readonly FieldError[]

  constructor(problem: Partial<Problem> & { status: number }) {
    super(problem.detail || problem.title || problem.code || String(problem.status))
    this.name = 'ApiProblem'
    this.status = problem.status
    this.code = problem.code ?? (problem.status === 0 ? 'network' : 'unknown')
    this.title = problem.title ?? ''
    this.request = problem.request
    this.retryAfter = problem.retry_after
    this.current = problem.current
    this.errors = problem.errors ?? []
  }

  get isConflict() {
    return this.status === 409 && this.current !== undefined
  }

  /** Message for one field of a form: `/name`, `/members/0/user`. */
  at(pointer: string): string | undefined {
    return this.errors.find((error) => error.pointer === pointer)?.detail
  }
}

export const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError'

/** Reads a failed response; a body that is no problem still gives one. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const retry = Number(response.headers.get('Retry-After')) || undefined
  let body: Partial<Problem> = {}
  if (response.headers.get('Content-Type')?.includes('json')) body = await response.json().catch(() => ({}))
  return new ApiProblem({ ...body, status: response.status, retry_after: body.retry_after ?? retry })
}
