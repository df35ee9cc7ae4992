// A small server with the contract's shape for tests of the pages: in memory, deterministic, the real case's chains, made-up people.
// node tests/fixture-server.mjs [PORT] serves dist/ too. Sign in: any login of `users` with the password "correct horse".
import { randomUUID } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findPlaces, registryRoutes } from './fixtures/registry.mjs'
import { tripRoutes } from './fixtures/trips.mjs'
import { account, cases, groupList, overviewOf, permissionNames, roleList } from './fixtures/world.mjs'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml' }
const CSP = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
const PASSWORD = 'correct horse'

export function makeWorld() {
  const groups = groupList()
  const users = account(groups)
  return { groups, users, sessions: new Map(), failures: 0, audit: [], imports: [], jobs: new Map(), uploads: new Map(), notices: startNotices(), lists: [], rolled: false }
}

const startNotices = () => [
  { id: randomUUID(), kind: 'import', text: { zh: '企业库导入完成：接收 622 行，拒收 0 行。', en: 'Import done: 622 rows accepted, 0 rejected.' }, path: '/import', created_at: '2026-11-24T08:12:00Z', read: false },
  { id: randomUUID(), kind: 'list', text: { zh: '清单“齿轮箱第一批”分配给了您的专班。', en: 'The list “Gearbox, first round” was assigned to your group.' }, path: '/lists', created_at: '2026-11-23T02:30:00Z', read: false },
  { id: randomUUID(), kind: 'chain', text: { zh: '风电装备链已更新到第 3 版。', en: 'The wind chain is at version 3 now.' }, path: '/chains/wind', created_at: '2026-11-20T01:00:00Z', read: true },
]

class Refusal extends Error {
  constructor(status, code, detail, more = {}) {
    super(detail)
    this.body = { type: `/problems/${code}`, title: more.title ?? detail, status, detail, code, request: 'r-1', ...more }
  }
}
const page = (rows, query) => {
  const limit = Number(query.get('limit') ?? 50)
  const from = Number(query.get('cursor') ?? 0)
  return { items: rows.slice(from, from + limit), next: from + limit < rows.length ? String(from + limit) : null, total: rows.length }
}
const now = () => new Date().toISOString().replace(/\.\d+/, '')

export function createFixtureServer(world = makeWorld()) {
  const log = (who, action, kind, subject, summary, before = null, after = null) =>
    world.audit.unshift({ seq: world.audit.length + 1, at: now(), actor: who?.id ?? null, actor_name: who?.name ?? '系统', action, kind, subject, summary, before, after, hash: 'ab12'.repeat(16) })
  const sessionBody = (user, csrf) => ({
    user: { id: user.id, login: user.login, name: user.name, roles: user.roles, groups: user.groups },
    permissions: Object.assign({}, ...roleList().filter((role) => user.roles.includes(role.id)).map((role) => role.permissions)),
    csrf_token: csrf,
    must_change_password: user.must_change_password,
    zone: {
      id: 'jiuquan', name: { zh: '酒泉经济技术开发区', en: 'Jiuquan Economic and Technological Development Zone' },
      place: { code: 620900, name: { zh: '甘肃酒泉', en: 'Jiuquan, Gansu' }, province: 620000, city: 620900, longitude: 98.51, latitude: 39.74 },
      chains: cases.map(({ id, zh, en }) => ({ id, name: { zh, en } })),
      regions: [
        ['jing-jin-ji', '京津冀', 'Beijing-Tianjin-Hebei', true, [110000, 120000, 130000]], ['yangtze-delta', '长三角', 'Yangtze River Delta', true, [310000, 320000, 330000, 340000]], ['pearl-delta', '珠三角', 'Pearl River Delta', true, [440100, 440300, 440400, 440600, 440700, 441200, 441300, 441900, 442000]],
        ['sichuan-chongqing', '川渝', 'Sichuan and Chongqing', false, [500000, 510000]], ['shandong', '山东', 'Shandong', false, [370000]], ['central', '中部', 'Central China', false, [140000, 360000, 410000, 420000, 430000]], ['northeast', '东北', 'Northeast', false, [210000, 220000, 230000]],
        ['northwest', '西北', 'Northwest', false, [150000, 610000, 620000, 630000, 640000, 650000, 540000]], ['south', '华南其他与西南', 'Other south and southwest', false, [350000, 440000, 450000, 460000, 520000, 530000]],
      ].map(([id, zh, en, focus, places]) => ({ id, name: { zh, en }, focus, places })),
    },
    server: { version: '0.2.0' },
  })
  const open = (user, response) => {
    const token = randomUUID()
    const session = { id: randomUUID(), user, csrf: randomUUID(), created_at: now() }
    world.sessions.set(token, session)
    response.setHeader('Set-Cookie', `lz_session=${token}; HttpOnly; SameSite=Strict; Path=/`)
    return sessionBody(user, session.csrf)
  }
  const find = (rows, id) => rows.find((row) => row.id === id) ?? (() => { throw new Refusal(404, 'not-found', '没有这条记录') })()
  const change = (rows, id, request, body, who, kind) => {
    const row = find(rows, id)
    const given = request.headers['if-match']
    if (!given) throw new Refusal(428, 'precondition-required', '缺少版本')
    if (given !== `"${row.version}"`) throw new Refusal(409, 'conflict', '记录已被他人修改', { current: { ...row } })
    const before = { ...row }
    Object.assign(row, body, { version: row.version + 1 })
    log(who, 'update', kind, id, `修改${kind === 'user' ? '用户' : '专班'} ${row.login ?? row.name.zh}`, before, { ...row })
    return row
  }
  const groupRefs = (ids) => ids.map((id) => find(world.groups, id)).map(({ id, name }) => ({ id, name }))
  const members = (list) => list.map(({ user, role }) => ({ user, name: find(world.users, user).name, role: role ?? '' }))

  const routes = {
    'GET /session': ({ session }) => sessionBody(session.user, session.csrf),
    'POST /session': ({ body, response }) => {
      if (world.failures >= 5) {
        response.setHeader('Retry-After', '30')
        throw new Refusal(429, 'throttled', '尝试次数过多', { retry_after: 30 })
      }
      const user = world.users.find((one) => one.login === body.login && one.active)
      if (!user || body.password !== (user.password ?? PASSWORD)) {
        world.failures++
        throw new Refusal(401, 'wrong-password', '登录名或密码不对')
      }
      world.failures = 0
      user.last_seen_at = now()
      log(user, 'login', 'session', user.id, `${user.name} 登录`)
      return open(user, response)
    },
    'DELETE /session': ({ token, session }) => (world.sessions.delete(token), log(session.user, 'logout', 'session', session.user.id, `${session.user.name} 退出`), undefined),
    'POST /session/password': ({ session, body }) => {
      if (body.old_password !== (session.user.password ?? PASSWORD)) throw new Refusal(422, 'bad-input', '当前密码不对', { errors: [{ pointer: '/old_password', code: 'wrong', detail: '当前密码不对' }] })
      session.user.password = body.new_password
      session.user.must_change_password = false
      return sessionBody(session.user, session.csrf)
    },
    'GET /session/list': ({ session }) => ({ items: [...world.sessions.values()].filter((one) => one.user === session.user).map((one) => ({ id: one.id, current: one === session, created_at: one.created_at, seen_at: now(), expires_at: '2026-12-24T08:00:00Z', agent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140', address: '127.0.0.1' })) }),
    'DELETE /session/list/:id': ({ id }) => {
      for (const [token, one] of world.sessions) if (one.id === id) world.sessions.delete(token)
    },
    'GET /users': ({ query }) => {
      const text = (query.get('q') ?? '').toLowerCase()
      const rows = world.users.filter((user) => (!text || `${user.login} ${user.name}`.toLowerCase().includes(text)) && (!query.get('group') || user.groups.some((group) => group.id === query.get('group'))) && (query.get('active') === null || String(user.active) === query.get('active')))
      const sort = query.get('sort')
      if (sort) rows.sort((a, b) => String(a[sort.replace('-', '')] ?? '').localeCompare(String(b[sort.replace('-', '')] ?? ''), 'zh') * (sort.startsWith('-') ? -1 : 1))
      const found = page(rows, query)
      return { ...found, items: found.items.map(publicUser) }
    },
    'POST /users': ({ body, session }) => {
      if (world.users.some((user) => user.login === body.login)) throw new Refusal(422, 'bad-input', '请检查标出的字段', { errors: [{ pointer: '/login', code: 'taken', detail: '这个登录名已被使用' }] })
      const user = { id: randomUUID(), version: 1, phone: '', email: '', active: true, must_change_password: true, created_at: now(), last_seen_at: null, ...body, groups: groupRefs(body.groups ?? []), password: 'kelp-radio-vines-41' }
      world.users.unshift(user)
      log(session.user, 'create', 'user', user.id, `新建用户 ${user.login}`, null, publicUser(user))
      return [201, { user: publicUser(user), one_time_password: 'kelp-radio-vines-41' }]
    },
    'GET /users/:id': ({ id }) => publicUser(find(world.users, id)),
    'PATCH /users/:id': ({ id, request, body, session }) => publicUser(change(world.users, id, request, { ...body, ...(body.groups && { groups: groupRefs(body.groups) }) }, session.user, 'user')),
    'POST /users/:id/one-time-password': ({ id }) => {
      Object.assign(find(world.users, id), { must_change_password: true, password: 'amber-plain-torch-07' })
      return { one_time_password: 'amber-plain-torch-07' }
    },
    'GET /groups': ({ query }) => page(world.groups.filter((group) => !query.get('kind') || group.kind === query.get('kind')), query),
    'POST /groups': ({ body, session }) => {
      const group = { id: randomUUID(), version: 1, chains: [], regions: [], lead: '', note: '', ...body, members: members(body.members ?? []) }
      world.groups.push(group)
      log(session.user, 'create', 'group', group.id, `新建专班 ${group.name.zh}`, null, group)
      return [201, group]
    },
    'GET /groups/:id': ({ id }) => find(world.groups, id),
    'PATCH /groups/:id': ({ id, request, body, session }) => change(world.groups, id, request, { ...body, ...(body.members && { members: members(body.members) }) }, session.user, 'group'),
    'DELETE /groups/:id': ({ id, session }) => {
      const group = find(world.groups, id)
      if (group.members.length) throw new Refusal(409, 'in-use', '专班还有成员，不能删除')
      world.groups = world.groups.filter((one) => one !== group)
      log(session.user, 'delete', 'group', id, `删除专班 ${group.name.zh}`, group, null)
    },
    'GET /roles': () => ({ roles: roleList(), permissions: permissionNames() }),
    'GET /audit': ({ query }) => page(world.audit.filter((entry) => ['kind', 'action', 'subject', 'actor'].every((field) => !query.get(field) || entry[field] === query.get(field) || (field === 'actor' && entry.actor_name.includes(query.get(field)))) && (!query.get('from') || entry.at.slice(0, 10) >= query.get('from')) && (!query.get('to') || entry.at.slice(0, 10) <= query.get('to'))), query),
    'GET /audit/verify': () => ({ whole: true, entries: world.audit.length, first_broken: null }),
    'GET /overview': () => overviewOf(world),
    'GET /chains': () => ({ items: overviewOf(world).chains }),
    'GET /chains/:id': ({ id }) => {
      const chain = cases.find((one) => one.id === id)
      if (!chain) throw new Refusal(404, 'not-found', '没有这条产业链')
      return chainOf(chain)
    },
    'GET /search': ({ query }) => {
      const text = query.get('q').toLowerCase()
      const nodes = cases.flatMap((chain) => chain.nodes.filter(([, zh, en]) => `${zh} ${en}`.toLowerCase().includes(text)).map(([id, zh, en]) => ({ kind: 'node', id, title: { zh, en }, subtitle: { zh: chain.zh, en: chain.en }, path: `/chains/${chain.id}?node=${id}` })))
      const groups = world.groups.filter(({ name }) => `${name.zh} ${name.en}`.toLowerCase().includes(text)).map(({ id, name, lead }) => ({ kind: 'group', id, title: name, subtitle: { zh: lead, en: lead }, path: `/accounts/groups/${id}` }))
      return { items: [...nodes.slice(0, 8), ...groups.slice(0, 4), ...findPlaces(text)] }
    },
    'GET /notices': ({ query }) => page(world.notices, query),
    'GET /notices/unread': () => ({ unread: world.notices.filter((notice) => !notice.read).length }),
    'POST /notices/:id/read': ({ id }) => void (find(world.notices, id).read = true),
    'POST /uploads': ({ query, size }) => {
      const upload = { id: randomUUID(), name: query.get('name'), bytes: size, sha256: '0'.repeat(64) }
      world.uploads.set(upload.id, upload)
      return [201, upload]
    },
    'POST /imports/preview': ({ body }) => {
      if (body.path?.includes('..')) throw new Refusal(422, 'bad-input', '路径不在允许的目录内', { errors: [{ pointer: '/path', code: 'outside', detail: '路径不在允许的目录内' }] })
      const fields = { 企业名称: 'name', 统一社会信用代码: 'code', 注册日期: 'registered', 注册资本: 'capital', 经营范围: 'scope', 所在省份: 'province', 地区: 'city', 备注: 'ignore', ...body.columns }
      const samples = { 企业名称: ['甲乙风电齿轮箱有限公司', '丙丁轴承有限公司'], 统一社会信用代码: ['91000000000000000X', ''], 注册日期: ['2015-03-01', '2019-02-30'], 注册资本: ['5000万人民币', '见章程'], 经营范围: ['风电齿轮箱、联轴器的研发、生产、销售', '轴承制造'], 所在省份: ['江苏', '辽宁'], 地区: ['南京', '大连'], 备注: ['', ''] }
      return {
        format: 'CSV', encoding: 'GB18030', compression: '', bytes: world.uploads.get(body.upload)?.bytes ?? 48_120_331,
        columns: Object.entries(fields).map(([header, field]) => ({ header, field, sample: samples[header] ?? [] })),
        rows: [
          { line: 2, name: '甲乙风电齿轮箱有限公司', code: '91000000000000000X', place: { zh: '江苏南京', en: 'Nanjing, Jiangsu' }, capital: 50_000_000, registered: '2015-03-01', nodes: [{ id: 'wind.gearbox', name: { zh: '风电齿轮箱', en: 'Gearbox' }, chain: 'wind' }], problem: null },
          { line: 3, name: '', code: '', place: { zh: '辽宁大连', en: 'Dalian, Liaoning' }, capital: null, registered: null, nodes: [], problem: { zh: '没有企业名称（企业名称）', en: 'the row names no firm (企业名称)' } },
        ],
        notes: [{ zh: '第 9 行：引号没有闭合', en: 'line 9: unterminated-quote' }],
      }
    },
    'GET /imports': ({ query }) => page(world.imports, query),
    'POST /imports': ({ body, session }) => {
      const id = randomUUID()
      const job = { id: randomUUID(), kind: 'import', title: { zh: '导入企业数据', en: 'Import of firms' }, state: 'running', progress: { done: 0, total: 100_000, unit: '行', rate: null, seconds_left: null, words: { zh: '读取', en: 'reading' } }, created_at: now(), finished_at: null, by: session.user.name, result: null, problem: null }
      const record = { id, at: now(), by: session.user.name, files: body.sources.map((source) => world.uploads.get(source.upload)?.name ?? source.path), publisher: body.publisher, source_class: body.source_class, status: body.status, as_of: body.as_of ?? null, state: 'running', rows_read: 0, accepted: 0, rejected: 0, duplicates: 0, updated: 0, firms: 0, seconds: 0, reasons: [], values: {}, notes: [], can_roll_back: false, job: job.id }
      world.imports.forEach((one) => (one.can_roll_back = false))
      world.imports.unshift(record)
      world.jobs.set(job.id, { job, record, listeners: new Set() })
      advance(world.jobs.get(job.id))
      return [202, { ...job }]
    },
    'GET /imports/:id': ({ id }) => find(world.imports, id),
    'GET /imports/:id/rejects': ({ response }) => (response.setHeader('Content-Type', 'text/csv; charset=utf-8'), response.setHeader('Content-Disposition', 'attachment; filename="rejects.csv"'), ['raw', '行,列,原因,内容\n3,注册日期,没有这一天,2019-02-30\n']),
    'POST /imports/:id/rollback': ({ id }) => Object.assign(find(world.imports, id), { state: 'rolled-back', can_roll_back: false }),
    'GET /jobs': ({ query }) => page([...world.jobs.values()].map(({ job }) => job).reverse(), query),
    'GET /jobs/:id': ({ id }) => (world.jobs.get(id) ?? find([], id)).job,
    'POST /jobs/:id/cancel': ({ id }) => {
      const entry = world.jobs.get(id)
      entry.job.state = entry.record.state = 'cancelled'
      entry.job.finished_at = now()
      tell(entry)
      return entry.job
    },
  }
  Object.assign(routes, registryRoutes({ world, Refusal, page, now, log }), tripRoutes({ world, Refusal, page }))
  const tell = ({ job, listeners }) => {
    for (const listener of listeners) {
      listener.write(`event: progress\ndata: ${JSON.stringify(job)}\n\n`)
      if (job.state !== 'running') listener.end()
    }
  }
  const advance = (entry) => {
    const { job, record } = entry
    if (job.state !== 'running') return
    const done = Math.min(100_000, job.progress.done + 10_000)
    job.progress = { ...job.progress, done, rate: 40_000, seconds_left: (100_000 - done) / 40_000 }
    if (done === 100_000) {
      Object.assign(job, { state: 'done', finished_at: now(), result: { import: record.id } })
      Object.assign(record, { state: 'done', rows_read: 100_000, accepted: 96_213, rejected: 112, duplicates: 3_675, updated: 4_120, firms: 96_835, seconds: 2.5, can_roll_back: true, reasons: [{ reason: 'name-missing', rows: 71 }, { reason: 'field-count', rows: 41 }], values: { capital: { stated: 95_100, understood: 94_860 }, place: { stated: 96_213, understood: 95_988 } }, notes: ['文件末尾缺少换行。'] })
    }
    tell(entry)
    setTimeout(() => advance(entry), 250).unref()
  }
  const publicUser = (user) => {
    const shown = { ...user }
    delete shown.password
    return shown
  }

  return createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost')
    response.setHeader('Content-Security-Policy', CSP)
    if (!url.pathname.startsWith('/api/v1')) return serveFile(url.pathname, response)
    const send = (status, body, type = 'application/json') => {
      response.writeHead(status, body === undefined ? {} : { 'Content-Type': response.getHeader('Content-Type') ?? type })
      response.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body))
    }
    try {
      const path = url.pathname.slice('/api/v1'.length)
      const token = /lz_session=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1]
      const session = world.sessions.get(token)
      const chunks = []
      for await (const chunk of request) chunks.push(chunk)
      const raw = Buffer.concat(chunks)
      if (!session && !(path === '/session' && request.method === 'POST')) throw new Refusal(401, 'unauthenticated', '请先登录')
      if (session && request.method !== 'GET' && path !== '/session' && request.headers['x-csrf-token'] !== session.csrf) throw new Refusal(403, 'csrf', '缺少或错误的 CSRF 令牌')
      const events = /^\/jobs\/([\w-]+)\/events$/.exec(path)
      if (events) {
        const entry = world.jobs.get(events[1])
        if (!entry) throw new Refusal(404, 'not-found', '没有这项任务')
        response.writeHead(200, { 'Content-Type': 'text/event-stream' })
        entry.listeners.add(response)
        response.write(`event: progress\ndata: ${JSON.stringify(entry.job)}\n\n`)
        if (entry.job.state !== 'running') response.end()
        return
      }
      const parts = path.split('/')
      const direct = `${request.method} ${path}`
      const withId = `${request.method} ${parts.map((part, index) => (index === 2 || (index === 3 && parts[1] === 'session') ? ':id' : part)).join('/')}`
      const named = path.startsWith('/session/list/') ? `${request.method} /session/list/:id` : withId
      const deep = deepRoute(routes, request.method, parts)
      const handler = routes[direct] ?? routes[named] ?? deep?.handler
      if (!handler) throw new Refusal(404, 'not-found', `没有 ${path}`)
      const id = path.startsWith('/session/list/') ? parts[3] : parts[2]
      const json = request.headers['content-type']?.includes('json') && raw.length ? JSON.parse(raw) : undefined
      const result = handler({ request, response, token, session, id, params: { id, ...deep?.params }, query: url.searchParams, body: json, size: raw.length })
      if (Array.isArray(result)) return result[0] === 'raw' ? send(200, result[1]) : send(result[0], result[1])
      send(result === undefined ? 204 : 200, result)
    } catch (error) {
      if (!(error instanceof Refusal)) console.error(error)
      const body = error.body ?? { type: '/problems/internal', title: 'internal', status: 500, detail: String(error), code: 'internal' }
      send(body.status, body, 'application/problem+json')
    }
  })
}

/** Routes with parameters of their own names, such as /firms/:firm/notes/:id. */
function deepRoute(routes, method, parts) {
  for (const [pattern, handler] of Object.entries(routes)) {
    const [verb, path] = pattern.split(' ')
    const names = path.split('/')
    if (verb !== method || names.length !== parts.length || !names.every((name, index) => name.startsWith(':') || name === parts[index])) continue
    return { handler, params: Object.fromEntries(names.flatMap((name, index) => (name.startsWith(':') ? [[name.slice(1), decodeURIComponent(parts[index])]] : []))) }
  }
  return undefined
}

export function chainOf(chain) {
  return {
    id: chain.id, name: { zh: chain.zh, en: chain.en }, version: 0, date: chain.date,
    nodes: chain.nodes.map(([id, zh, en, kind, stage, direction, demand, supply, rate, unmetValue, priority, local, capable, unitZh, unitEn]) => ({ id, name: { zh, en }, kind, stage, unit: { zh: unitZh, en: unitEn }, direction, demand, demand_in_place: demand / 2, supply, rate, unmet: Math.max(0, demand - supply), unmet_value: unmetValue, priority, local_firms: local, makers: local, anchor: false, capable, terms: [zh] })),
    edges: chain.edges.map(([from, to]) => ({ from, to, coefficient: 1 })),
  }
}

function serveFile(path, response) {
  let file = join(dist, normalize(path))
  if (!file.startsWith(dist) || !existsSync(file) || statSync(file).isDirectory()) file = join(dist, 'index.html')
  response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' })
  createReadStream(file).pipe(response)
}

export const contractOf = () => JSON.parse(readFileSync(join(dist, 'openapi.json'), 'utf8'))

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.argv[2] ?? 8080)
  createFixtureServer().listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`))
}
