// @vitest-environment node
// The fixture server speaks the contract: every answer of it is checked against the bundled schemas.
import { bundle, createConfig } from '@redocly/openapi-core'
import Ajv from 'ajv/dist/2020'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
// @ts-expect-error plain JavaScript without types
import { createFixtureServer } from '../fixture-server.mjs'

type Spec = { paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>> }
let server: Server
let base = ''
let cookie = ''
let csrf = ''
let spec: Spec
const ajv = new Ajv({ strict: false, validateFormats: false })

beforeAll(async () => {
  const { bundle: made } = await bundle({ ref: '../api/openapi.yaml', config: await createConfig({}) })
  spec = made.parsed as Spec
  ajv.addSchema({ $id: 'api', ...(spec as object) })
  server = (createFixtureServer as () => Server)()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`
})
afterAll(() => server.close())

const pointer = (text: string) => text.replaceAll('~', '~0').replaceAll('/', '~1')
async function ask(method: string, template: string, path = template, body?: unknown, headers: Record<string, string> = {}) {
  const { request } = await import('node:http')
  const text = body === undefined ? undefined : JSON.stringify(body)
  const answer = await new Promise<{ status: number; headers: Record<string, string | string[] | undefined>; text: string }>((resolve, reject) => {
    const sent = request(base + path, { method, headers: { ...(cookie && { Cookie: cookie, 'X-CSRF-Token': csrf }), ...(text && { 'Content-Type': 'application/json' }), ...headers } }, (response) => {
      let got = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (got += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: got }))
    })
    sent.on('error', reject)
    sent.end(text)
  })
  const json = answer.text ? (JSON.parse(answer.text) as unknown) : undefined
  const media = answer.status < 400 ? 'application/json' : 'application/problem+json'
  if (json !== undefined && answer.status < 400) {
    const operation = `paths/${pointer(template)}/${method.toLowerCase()}/responses/${answer.status}/content/${pointer(media)}/schema`
    const check = ajv.compile({ $ref: `api#/${operation.split('/').map(encodeURIComponent).join('/').replaceAll('%7E', '~')}` })
    expect(check(json), `${method} ${path}: ${ajv.errorsText(check.errors)}`).toBe(true)
  }
  return { ...answer, json }
}

it('signs in and answers every page with what the contract says', async () => {
  const wrong = await ask('POST', '/session', '/session', { login: 'admin', password: 'no' })
  expect(wrong.status).toBe(401)
  const signed = await ask('POST', '/session', '/session', { login: 'admin', password: 'correct horse' })
  cookie = String(signed.headers['set-cookie']).split(';')[0]!
  csrf = (signed.json as { csrf_token: string }).csrf_token
  for (const path of ['/session', '/session/list', '/users', '/groups', '/roles', '/audit', '/audit/verify', '/overview', '/chains', '/notices', '/notices/unread', '/imports', '/jobs', '/places']) expect((await ask('GET', path)).status, path).toBe(200)
  await ask('GET', '/chains/{chain}', '/chains/wind')
  await ask('GET', '/search', '/search?q=%E9%BD%BF%E8%BD%AE')
  const created = await ask('POST', '/users', '/users', { login: 'x-1', name: '演示 新', roles: ['member'] })
  const { user } = created.json as { user: { id: string } }
  await ask('PATCH', '/users/{id}', `/users/${user.id}`, { name: '演示 改' }, { 'If-Match': '"1"' })
  const stale = await ask('PATCH', '/users/{id}', `/users/${user.id}`, { name: '演示 迟' }, { 'If-Match': '"1"' })
  expect([stale.status, (stale.json as { current: { name: string } }).current.name]).toEqual([409, '演示 改'])
  await ask('POST', '/imports/preview', '/imports/preview', { path: 'a.csv' })
  const begun = await ask('POST', '/imports', '/imports', { sources: [{ path: 'a.csv' }], publisher: '甲', source_class: 'list', status: 'reported' })
  expect(begun.status).toBe(202)
  await ask('GET', '/jobs/{id}', `/jobs/${(begun.json as { id: string }).id}`)
  await ask('POST', '/jobs/{id}/cancel', `/jobs/${(begun.json as { id: string }).id}/cancel`)
})

it('answers targets, firms, lists, notes, corrections and contacts with what the contract says', async () => {
  const ok = async (method: string, template: string, path = template, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await ask(method, template, path, body, headers)
    expect(answer.status, `${method} ${path}: ${answer.text.slice(0, 200)}`).toBeLessThan(300)
    return answer.json as Record<string, never> & { id: string; version: number; items: Record<string, never>[]; nodes: { targets: { firm: string; score: number; rank: number; parts: { points: number }[] }[] }[] }
  }
  const all = await ok('GET', '/targets', '/targets?node=wind.gearbox')
  const first = all.nodes[0]!.targets[0]!
  expect(first.parts.reduce((sum, part) => sum + part.points, 0)).toBeCloseTo(first.score, 9)
  await ok('GET', '/targets', '/targets?chain=wind&top=3&places=320000,330000&activities=make&weights=scale:0')
  await ok('GET', '/targets/weights')
  await ok('PUT', '/targets/weights', '/targets/weights', { weights: { scale: 0.5 } }, { 'If-Match': '"1"' })
  await ok('PUT', '/targets/weights', '/targets/weights', { weights: { scale: 1 } }, { 'If-Match': '"2"' })
  for (const path of ['/firms?nodes=wind.gearbox', '/firms?near=320100&radius_km=300', '/firms?text=%E8%BD%B4%E6%89%BF&capital_min=1000000']) await ok('GET', '/firms', path)
  for (const by of ['province', 'city', 'year', 'node']) await ok('GET', '/firms/counts', `/firms/counts?by=${by}`)
  await ok('GET', '/places', '/places?within=320000')
  const firm = `/firms/${first.firm}`
  for (const part of ['', '/scores', '/notes', '/corrections', '/contacts']) await ok('GET', `/firms/{firm}${part}`, firm + part)
  const note = await ok('POST', '/firms/{firm}/notes', `${firm}/notes`, { text: '一条备注' })
  await ok('PUT', '/firms/{firm}/notes/{id}', `${firm}/notes/${note.id}`, { text: '改过' }, { 'If-Match': '"1"' })
  await ok('DELETE', '/firms/{firm}/notes/{id}', `${firm}/notes/${note.id}`, undefined, { 'If-Match': '"2"' })
  await ok('POST', '/firms/{firm}/corrections', `${firm}/corrections`, { field: 'capital', value: '50000000', reason: '营业执照', provenance: { source: '营业执照', date: '2026-11-01', status: 'verified' } })
  await ok('GET', '/firms/{firm}', firm)
  const contact = await ok('POST', '/firms/{firm}/contacts', `${firm}/contacts`, { name: '演示联系人' })
  const masked = contact as unknown as { name: string; masked: boolean }
  expect([masked.masked, masked.name.includes('**')]).toEqual([true, true])
  await ok('POST', '/firms/{firm}/contacts/{id}/reveal', `${firm}/contacts/${contact.id}/reveal`, { reason: '约访' })
  const list = await ok('POST', '/target-lists', '/target-lists', { name: '演示清单', node: 'wind.gearbox' })
  await ok('GET', '/target-lists')
  const detail = await ok('POST', '/target-lists/{id}/items', `/target-lists/${list.id}/items`, { firms: [{ firm: first.firm, node: 'wind.gearbox', score: 1 }] })
  const item = detail.items[0] as unknown as { id: string }
  await ok('PATCH', '/target-lists/{id}/items/{item}', `/target-lists/${list.id}/items/${item.id}`, { status: 'visited' }, { 'If-Match': '"1"' })
  await ok('DELETE', '/target-lists/{id}/items/{item}', `/target-lists/${list.id}/items/${item.id}`, undefined, { 'If-Match': '"2"' })
  await ok('PATCH', '/target-lists/{id}', `/target-lists/${list.id}`, { state: 'closed' }, { 'If-Match': '"1"' })
  await ok('GET', '/target-lists/{id}', `/target-lists/${list.id}`)
})

it('answers trips, visits, follow-ups, plans and targets with what the contract says', async () => {
  const ok = async (method: string, template: string, path = template, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await ask(method, template, path, body, headers)
    expect(answer.status, `${method} ${path}: ${answer.text.slice(0, 200)}`).toBeLessThan(300)
    return answer.json as { id: string; version: number; total: number; items: { id: string; version: number }[] }
  }
  const group = (await ok('GET', '/groups')).items[0]!.id
  for (const path of ['/trips', '/visits', '/follow-ups', '/trip-plans', '/group-targets']) await ok('GET', path)
  for (const by of ['group', 'region']) await ok('GET', '/visits/rates', `/visits/rates?by=${by}`)
  const trip = await ok('POST', '/trips', '/trips', { name: '演示外出', group, from: '2026-12-01', to: '2026-12-03', cities: [320100] })
  await ok('PUT', '/trips/{id}', `/trips/${trip.id}`, { name: '演示外出二', group, from: '2026-12-01', to: '2026-12-03' }, { 'If-Match': '"1"' })
  const visit = { id: '0193a000-0000-7000-8000-00000000aaaa', kind: 'visit', on: '2026-11-01', firm: { name: '虚构企业' }, group, trip: trip.id, interest: 'high', people: [{ name: '演示 某' }], follow_ups: [{ what: '寄资料', owner: 'x', due: '2026-12-01' }] }
  const before = (await ok('GET', '/visits')).total
  await ok('POST', '/visits', '/visits', visit)
  await ok('POST', '/visits', '/visits', visit)
  expect((await ok('GET', '/visits')).total).toBe(before + 1)
  await ok('GET', '/visits/{id}', `/visits/${visit.id}`)
  await ok('POST', '/visits/{id}/people', `/visits/${visit.id}/people`, { reason: '约访' })
  const due = (await ok('GET', '/follow-ups', '/follow-ups?state=open&limit=500')).items.at(-1)!
  await ok('PATCH', '/follow-ups/{id}', `/follow-ups/${due.id}`, { done_on: '2026-11-24' }, { 'If-Match': `"${due.version}"` })
  const plan = await ok('POST', '/trip-plans', '/trip-plans', { name: '演示规划', start: '2026-12-07', days: 3, groups: [{ group, people: 3 }], leads: true })
  await ok('PUT', '/trip-plans/{id}', `/trip-plans/${plan.id}`, { name: '演示规划', start: '2026-12-07', days: 2, groups: [{ group }] }, { 'If-Match': '"1"' })
  await ok('POST', '/trip-plans/{id}/adopt', `/trip-plans/${plan.id}/adopt`, undefined, { 'If-Match': '"2"' })
  await ok('PUT', '/group-targets', '/group-targets', { group, year: 2026, quarter: 2, indicator: 'visits', target: 20 })
  await ok('POST', '/calendar/token')
  await ok('DELETE', '/trips/{id}', `/trips/${trip.id}`, undefined, { 'If-Match': '"2"' })
})
