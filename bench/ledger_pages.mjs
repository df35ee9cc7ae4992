// node bench/ledger_pages.mjs ADDRESS LOGIN PASSWORD: every list and page of the ledger asked many times, then visits
// logged by eight at once. A line each: median, p99, most; a line that misses its limit ends with "OVER".
import { randomUUID } from 'node:crypto'

const [address, login, oneTime] = process.argv.slice(2)
const ASKED = Number(process.env.ASKED ?? 150)
const AT_ONCE = Number(process.env.AT_ONCE ?? 2)
const LIMIT_MS = 100
const LEAST_WRITES = 200
let cookie = ''
let csrf = ''

async function send(method, path, body) {
  const answer = await fetch(`${address}/api/v1${path}`, {
    method,
    headers: { cookie, ...(csrf && { 'x-csrf-token': csrf }), ...(body && { 'content-type': 'application/json' }) },
    body: body && JSON.stringify(body),
  })
  const set = answer.headers.getSetCookie().find((one) => one.startsWith('lz_session='))
  if (set) cookie = set.split(';')[0]
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`)
  return text && answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text
}

async function enter() {
  const password = 'bench password 7'
  csrf = (await send('POST', '/session', { login, password: oneTime })).csrf_token
  const session = await send('PUT', '/session/password', { old_password: oneTime, new_password: password }).catch(async (error) => {
    if (!String(error).includes('404') && !String(error).includes('405')) throw error
    return send('POST', '/session/password', { old_password: oneTime, new_password: password })
  })
  csrf = session?.csrf_token ?? (await send('GET', '/session')).csrf_token
}

const ordered = (times) => times.sort((a, b) => a - b)
const share = (times, of) => times[Math.min(times.length - 1, Math.floor(times.length * of))]

async function ask(name, paths) {
  const times = []
  let next = 0
  await send('GET', paths[0])
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < ASKED) {
        const path = paths[next++ % paths.length]
        const begin = performance.now()
        await send('GET', path)
        times.push(performance.now() - begin)
      }
    }),
  )
  ordered(times)
  const p99 = share(times, 0.99)
  console.log(`${name.padEnd(44)} median ${share(times, 0.5).toFixed(1).padStart(7)} ms  p99 ${p99.toFixed(1).padStart(7)} ms  most ${times.at(-1).toFixed(1).padStart(7)} ms${p99 > LIMIT_MS ? '  OVER' : ''}`)
}

const id = (table, n) => `00000000-0000-7000-800${table}-${String(n).padStart(12, '0')}`
const many = (count, make) => Array.from({ length: count }, (_, n) => make(n))

await enter()
const groups = (await send('GET', '/groups')).items.filter(({ kind }) => kind === 'industry' || kind === 'dedicated')
const group = (n) => groups[n % groups.length].id
const second = async (path) => {
  const first = await send('GET', path)
  return first.next ? `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(first.next)}` : path
}
await ask('visits, newest first', ['/visits?limit=50', await second('/visits?limit=50')])
await ask('visits of a group and kind', many(7, (n) => `/visits?limit=50&group=${group(n)}&kind=return-visit`))
await ask('visits of a year', many(7, (n) => `/visits?limit=50&from=${2019 + n}-01-01&to=${2019 + n}-12-31`))
await ask('visits with words', many(20, (n) => `/visits?limit=50&q=${encodeURIComponent(String.fromCodePoint(19968 + n * 37, 21000 + (n % 10) * 7))}`))
await ask('a visit', many(50, (n) => `/visits/${id(2, n * 97)}`))
await ask('rates by group, a quarter', many(8, (n) => `/visits/rates?by=group&from=20${20 + (n % 5)}-01-01&to=20${20 + (n % 5)}-03-31`))
await ask('rates by region, a year', many(5, (n) => `/visits/rates?by=region&from=20${20 + n}-01-01&to=20${20 + n}-12-31`))
await ask('trips', ['/trips?limit=50', `/trips?limit=50&group=${group(2)}`])
await ask('a trip', many(50, (n) => `/trips/${id(1, n * 31)}`))
await ask('follow-ups', ['/follow-ups?limit=50', '/follow-ups?limit=50&owner=me', '/follow-ups?limit=50&state=late'])
await ask('targets of groups', ['/group-targets?year=2023'])
await ask('leads', ['/leads?limit=50', `/leads?limit=50&group=${group(1)}`, '/leads?limit=50&state=new'])
await ask('a lead', many(50, (n) => `/leads/${id(4, n * 97)}`))
await ask('projects', ['/projects?limit=50', `/projects?limit=50&group=${group(3)}`, '/projects?limit=50&stage=started', await second('/projects?limit=50')])
await ask('columns of the board', ['lead', 'signed', 'started', 'in-production'].map((stage) => `/projects?limit=50&stage=${stage}&activity=active`))
await ask('a project', many(50, (n) => `/projects/${id(5, n * 83)}`))
await ask('log and gates of a project', many(50, (n) => `/projects/${id(5, n * 83)}/${n % 2 ? 'log' : 'gates'}`))
await ask('documents of a project', many(50, (n) => `/attachments/projects/${id(5, n * 83)}`))
await ask('problems', ['/problems?limit=50', '/problems?limit=50&state=open'])
await ask('payments', ['/payments?limit=50', `/payments?limit=50&group=${group(0)}`, '/payments?limit=50&from=2023-01-01&to=2023-03-31', `/payments?limit=50&project=${id(5, 77)}`])
await ask('arrived capital of a year', many(4, (n) => `/capital/summary?year=${2021 + n}&month=${3 + n}`))
await ask('forecast of a year', ['/capital/forecast?year=2023', '/capital/forecast?year=2024'])
await ask('search of the palette', many(20, (n) => `/search?q=${encodeURIComponent(`示例项目 ${n * 11}`)}`))
await ask('audit log', ['/audit?limit=50', '/audit?limit=50&kind=visit', await second('/audit?limit=50')])
await ask('notices', ['/notices?limit=50'])

const seconds = Number(process.env.SECONDS ?? 10)
const until = performance.now() + seconds * 1000
const times = []
await Promise.all(
  Array.from({ length: 8 }, async (_, writer) => {
    while (performance.now() < until) {
      const begin = performance.now()
      await send('POST', '/visits', { id: randomUUID(), kind: 'visit', on: '2024-05-06', firm: { name: `示例企业${writer}有限公司（虚构）` }, group: group(writer), topics: '示例', interest: 'none' })
      times.push(performance.now() - begin)
    }
  }),
)
ordered(times)
const rate = times.length / seconds
console.log(`${'visits logged by eight at once'.padEnd(44)} ${rate.toFixed(0)} a second, median ${share(times, 0.5).toFixed(1)} ms, p99 ${share(times, 0.99).toFixed(1)} ms${rate < LEAST_WRITES ? '  OVER' : ''}`)
