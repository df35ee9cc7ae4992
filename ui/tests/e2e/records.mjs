// Records that scenarios start from, made through the API by whoever is signed in. All of them are made up.
export const api = (me, method, path, body, version) => me.page.evaluate(async ([m, p, b, v]) => {
  const { csrf_token: token } = await (await fetch('/api/v1/session')).json()
  const answer = await fetch(`/api/v1${p}`, { method: m, headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': token, ...(v && { 'If-Match': `"${v}"` }) }, ...(b && { body: JSON.stringify(b) }) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${m} ${p}: ${answer.status} ${text}`)
  return text ? JSON.parse(text) : undefined
}, [method, path, body, version])

/** A document by its bytes: a one-page PDF is enough for its type to be known. */
export const addDocument = (me, kind, id, name, role) => me.page.evaluate(async ([k, i, n, r]) => {
  const { csrf_token: token } = await (await fetch('/api/v1/session')).json()
  const answer = await fetch(`/api/v1/attachments/${k}/${i}?name=${encodeURIComponent(n)}&role=${r}`, { method: 'POST', headers: { 'Content-Type': 'application/octet-stream', 'X-CSRF-Token': token }, body: '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n' })
  if (!answer.ok) throw new Error(`${n}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}, [kind, id, name, role])

export async function someGroup(me) {
  const { items } = await api(me, 'GET', '/groups?limit=500')
  return items[0] ?? api(me, 'POST', '/groups', { name: { zh: '演示 风电专班', en: 'Demo wind group' }, kind: 'industry', chains: ['wind'], regions: [], members: [] })
}

export const mark = () => `${Date.now() % 1e6}`

export async function someProject(me, more = {}) {
  const group = more.group ?? (await someGroup(me)).id
  return api(me, 'POST', '/projects', {
    name: `演示 风电齿轮箱 ${mark()}`, firm: { firm: null, name: '演示齿轮箱有限公司' }, node: 'wind.gearbox', process: '热处理、磨齿、装配、试验', investment: 2_800_000_000, foreign: 'other-province', land_mu: 187.55, output: 3_300_000_000, tax: 100_000_000,
    energy_tce: 8000, environment: '报告表；无生产废水', jobs: 800, lead_official: '管委会副主任', competitors: ['演示甲市'], likelihood: 80, expected_start: '2027-06-01', expected_production: '2028-06-01', ...more, group,
  })
}
