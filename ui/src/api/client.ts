// The one way to the server: typed by the contract, with CSRF token, If-Match, language, problems as errors.
// GET is tried again after a broken connection or 502-504; nothing else is ever sent twice without being asked for,
// but for a request refused with 401: it is repeated once when the person has signed in again.
import type { paths } from './contract'
import { ApiProblem, isAbort, readProblem } from './problem'
import type { Arguments, BodyOf, Method, OptionsOf, PathOf, ResultOf } from './types'

export const BASE = '/api/v1'

export interface ClientHooks {
  csrf: () => string
  language: () => string
  /** Called on 401; true: signed in again, send once more. */
  signIn: () => Promise<boolean>
  /** Called when the token was refused; true: there is a new one. */
  renew: () => Promise<boolean>
  wait?: (milliseconds: number) => Promise<void>
  fetch?: typeof fetch
}

export interface Call {
  path?: object | undefined
  query?: object | undefined
  body?: unknown
  version?: number | undefined
  signal?: AbortSignal | undefined
}

const RETRIES = [300, 1200]
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/** `/users/{id}` with its parameters; arrays by comma; undefined, null and '' are left out. */
export function urlOf(path: string, parameters: object = {}, query: object = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String((parameters as Record<string, unknown>)[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) continue
    search.set(name, Array.isArray(value) ? value.join(',') : String(value))
  }
  const text = search.toString()
  return BASE + filled + (text ? `?${text}` : '')
}

export class Client {
  constructor(private readonly hooks: ClientHooks) {}

  get<P extends PathOf<'get'>>(path: P, ...[options]: Arguments<OptionsOf<P, 'get'>>) {
    return this.send('get', path, options) as Promise<ResultOf<P, 'get'>>
  }
  post<P extends PathOf<'post'>>(path: P, ...[options]: Arguments<OptionsOf<P, 'post'>>) {
    return this.send('post', path, options) as Promise<ResultOf<P, 'post'>>
  }
  put<P extends PathOf<'put'>>(path: P, ...[options]: Arguments<OptionsOf<P, 'put'>>) {
    return this.send('put', path, options) as Promise<ResultOf<P, 'put'>>
  }
  patch<P extends PathOf<'patch'>>(path: P, ...[options]: Arguments<OptionsOf<P, 'patch'>>) {
    return this.send('patch', path, options) as Promise<ResultOf<P, 'patch'>>
  }
  delete<P extends PathOf<'delete'>>(path: P, ...[options]: Arguments<OptionsOf<P, 'delete'>>) {
    return this.send('delete', path, options) as Promise<ResultOf<P, 'delete'>>
  }

  /** Signing in: a 401 here is the answer, not a lost session. */
  signIn(body: BodyOf<'/session', 'post'>) {
    return this.send('post', '/session', { body }, true) as Promise<ResultOf<'/session', 'post'>>
  }
  /** Who is signed in; undefined when nobody is. */
  async session() {
    try {
      return (await this.send('get', '/session', {}, true)) as ResultOf<'/session', 'get'>
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return undefined
      throw error
    }
  }

  private async send(method: Method, path: keyof paths, options: object | undefined, plain = false): Promise<unknown> {
    const call = (options ?? {}) as Call
    let response = await this.once(method, path, call)
    if (response.status === 401 && !plain && (await this.hooks.signIn())) response = await this.once(method, path, call)
    if (!response.ok) {
      let problem = await readProblem(response)
      if (problem.status === 403 && problem.code === 'csrf' && (await this.hooks.renew())) {
        response = await this.once(method, path, call)
        if (!response.ok) problem = await readProblem(response)
      }
      if (!response.ok) throw problem
    }
    if (response.status === 204) return undefined
    return response.headers.get('Content-Type')?.includes('json') ? response.json() : response.text()
  }

  private async once(method: Method, path: keyof paths, call: Call): Promise<Response> {
    const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': this.hooks.language() }
    if (method !== 'get') headers['X-CSRF-Token'] = this.hooks.csrf()
    if (call.version !== undefined) headers['If-Match'] = `"${call.version}"`
    const init: RequestInit = { method: method.toUpperCase(), headers, credentials: 'same-origin' }
    if (call.signal) init.signal = call.signal
    if (call.body !== undefined) {
      headers['Content-Type'] = 'application/json'
      init.body = JSON.stringify(call.body)
    }
    const url = urlOf(path, call.path, call.query)
    const retries = method === 'get' ? RETRIES : []
    for (let attempt = 0; ; ++attempt) {
      const wait = retries[attempt]
      try {
        const response = await (this.hooks.fetch ?? fetch)(url, init)
        if (wait === undefined || ![502, 503, 504].includes(response.status)) return response
      } catch (error) {
        if (isAbort(error)) throw error
        if (wait === undefined) throw new ApiProblem({ status: 0, code: 'network' })
      }
      await (this.hooks.wait ?? pause)(wait)
    }
  }
}
