import { describe, expect, it, vi } from 'vitest'
import { Client, urlOf, type ClientHooks } from '@/api/client'
import { ApiProblem } from '@/api/problem'

const answer = (status: number, body?: unknown, headers: Record<string, string> = {}) =>
  new Response(body === undefined ? null : JSON.stringify(body), { status, headers: body === undefined ? headers : { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json', ...headers } })

function make(answers: (Response | Error)[], hooks: Partial<ClientHooks> = {}) {
  const calls: { url: string; init: RequestInit & { headers: Record<string, string> } }[] = []
  const fetching = (url: string, init: RequestInit) => {
    calls.push({ url, init: init as never })
    const next = answers.shift()
    if (next === undefined) throw new Error('asked more often than expected')
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next)
  }
  const client = new Client({ csrf: () => 'token', language: () => 'zh-CN', signIn: () => Promise.resolve(false), renew: () => Promise.resolve(false), wait: () => Promise.resolve(), fetch: fetching as typeof fetch, ...hooks })
  return { client, calls }
}

describe('addresses', () => {
  it('fills the path, joins lists by commas, leaves out what is not said', () => {
    expect(urlOf('/users/{id}', { id: 'a/b' }, { q: '齿轮', places: [110000, 120000], none: undefined, empty: '', nothing: [] })).toBe('/api/v1/users/a%2Fb?q=%E9%BD%BF%E8%BD%AE&places=110000%2C120000')
    expect(urlOf('/targets', {}, { listed: false, capital_min: 0 })).toBe('/api/v1/targets?listed=false&capital_min=0')
  })
})

describe('requests', () => {
  it('sends token, version and language with a change, no token with a reading', async () => {
    const { client, calls } = make([answer(200, { id: '1' }), answer(200, { items: [], next: null, total: 0 })])
    await client.patch('/users/{id}', { path: { id: '1' }, version: 3, body: { name: '甲' } })
    await client.get('/users')
    expect(calls[0]!.init.headers).toMatchObject({ 'X-CSRF-Token': 'token', 'If-Match': '"3"', 'Accept-Language': 'zh-CN', 'Content-Type': 'application/json' })
    expect(calls[0]!.init.body).toBe('{"name":"甲"}')
    expect(calls[1]!.init.headers).not.toHaveProperty('X-CSRF-Token')
    expect(calls[1]!.init.headers).not.toHaveProperty('Content-Type')
  })

  it('asks again for a reading that did not arrive, never for a change', async () => {
    const { client, calls } = make([new TypeError('network'), answer(503), answer(200, { items: [], next: null, total: 0 })])
    await client.get('/users')
    expect(calls).toHaveLength(3)
    const change = make([new TypeError('network')])
    await expect(change.client.post('/session/password', { body: { old_password: 'a', new_password: 'b' } })).rejects.toMatchObject({ status: 0, code: 'network' })
    expect(change.calls).toHaveLength(1)
    const refused = make([answer(503, { title: 'later', status: 503 })])
    await expect(refused.client.post('/jobs/{id}/cancel', { path: { id: '1' } })).rejects.toMatchObject({ status: 503 })
    expect(refused.calls).toHaveLength(1)
  })

  it('stops when it is told to, without asking again', async () => {
    const { client, calls } = make([new DOMException('aborted', 'AbortError')])
    await expect(client.get('/users')).rejects.toMatchObject({ name: 'AbortError' })
    expect(calls).toHaveLength(1)
  })

  it('turns problems into errors with their fields, the current record and the time to wait', async () => {
    const { client } = make([
      answer(422, { type: '/problems/bad-input', title: '内容有误', status: 422, detail: '请检查', code: 'bad-input', errors: [{ pointer: '/login', code: 'taken', detail: '已被使用' }] }),
      answer(409, { type: '/problems/conflict', title: '冲突', status: 409, detail: '', code: 'conflict', current: { version: 4 } }),
      answer(429, { title: '慢', status: 429, code: 'throttled' }, { 'Retry-After': '17' }),
      new Response('<html>', { status: 500, headers: { 'Content-Type': 'text/html' } }),
    ])
    const first = await client.post('/users', { body: { login: 'a', name: 'b', roles: ['member'] } }).catch((error: unknown) => error as ApiProblem)
    expect(first).toBeInstanceOf(ApiProblem)
    expect((first as ApiProblem).at('/login')).toBe('已被使用')
    expect((first as ApiProblem).isConflict).toBe(false)
    await expect(client.patch('/users/{id}', { path: { id: '1' }, version: 3, body: {} })).rejects.toMatchObject({ isConflict: true, current: { version: 4 } })
    await expect(client.signIn({ login: 'a', password: 'b' })).rejects.toMatchObject({ retryAfter: 17 })
    await expect(client.post('/jobs/{id}/cancel', { path: { id: '1' } })).rejects.toMatchObject({ status: 500, code: 'unknown' })
  })
})

describe('the session ends while a page is open', () => {
  it('asks to sign in and sends the refused request once more', async () => {
    const signIn = vi.fn(() => Promise.resolve(true))
    const { client, calls } = make([answer(401, { status: 401, code: 'unauthenticated' }), answer(200, { id: '1' })], { signIn })
    await client.patch('/users/{id}', { path: { id: '1' }, version: 1, body: { name: '甲' } })
    expect(signIn).toHaveBeenCalledOnce()
    expect(calls).toHaveLength(2)
    expect(calls[1]!.init.body).toBe('{"name":"甲"}')
  })

  it('is an error when nobody signs in; a wrong password is no lost session', async () => {
    const signIn = vi.fn(() => Promise.resolve(false))
    const { client } = make([answer(401, { status: 401, code: 'unauthenticated' }), answer(401, { status: 401, code: 'wrong-password' }), answer(401, {})], { signIn })
    await expect(client.get('/users')).rejects.toMatchObject({ status: 401 })
    await expect(client.signIn({ login: 'a', password: 'b' })).rejects.toMatchObject({ code: 'wrong-password' })
    expect(await client.session()).toBeUndefined()
    expect(signIn).toHaveBeenCalledOnce()
  })

  it('fetches a new token when the old one is refused, once', async () => {
    const renew = vi.fn(() => Promise.resolve(true))
    const { client, calls } = make([answer(403, { status: 403, code: 'csrf' }), answer(200, {})], { renew })
    await client.post('/jobs/{id}/cancel', { path: { id: '1' } })
    expect(calls).toHaveLength(2)
    const denied = make([answer(403, { status: 403, code: 'forbidden' })], { renew })
    await expect(denied.client.get('/users')).rejects.toMatchObject({ code: 'forbidden' })
    expect(renew).toHaveBeenCalledOnce()
  })
})
