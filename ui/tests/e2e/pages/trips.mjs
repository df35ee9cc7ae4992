// Trips: made, shown as list, calendar and map; the visits on them; rates; targets of groups; one's own day.
import assert from 'node:assert/strict'

/** Calls of the interface as the page makes them. */
export const caller = (page) => (method, path, body, version) =>
  page.evaluate(async ([m, p, b, v]) => {
    const { csrf_token: token } = await (await fetch('/api/v1/session')).json()
    const answer = await fetch(`/api/v1${p}`, { method: m, headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': token, ...(v && { 'If-Match': `"${v}"` }) }, ...(b && { body: JSON.stringify(b) }) })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${m} ${p}: ${text}`)
    return text ? JSON.parse(text) : undefined
  }, [method, path, body, version])

export const dayFrom = (offset) => {
  const at = new Date()
  at.setDate(at.getDate() + offset)
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`
}
let last = 0
/** Identifiers as a phone makes them. */
export const makeId = () => `0193b000-0000-7000-8000-${String(Date.now() % 1e9).padStart(9, '0')}${String(++last).padStart(3, '0')}`

export default async function (me) {
  const { page, phone } = me
  await me.signIn(undefined, '/trips')
  await me.button('trips.newTrip').waitFor()
  const call = caller(page)
  const { items: groups } = await call('GET', '/groups?limit=500')
  const group = groups.find((one) => one.kind === 'industry')
  const other = groups.find((one) => one.kind === 'dedicated') ?? group
  const name = `e2e 赴长三角 ${Date.now() % 1e6}`

  // By the form.
  await me.button('trips.newTrip').click()
  await me.field('trips.name').fill(name)
  await page.getByRole('dialog').getByRole('combobox').last().fill('虚构轴承有限公司')
  await me.button('trips.addFirm').click()
  await page.waitForTimeout(300)
  await me.look('form')
  await page.getByRole('dialog').getByRole('button', { name: me.t('parts.save'), exact: true }).click()
  await page.getByRole('heading', { name, exact: true }).waitFor()
  await me.sees('虚构轴承有限公司')
  const id = new URL(page.url()).pathname.split('/').pop()
  const made = await call('GET', `/trips/${id}`)
  assert.equal(made.firms[0].name, '虚构轴承有限公司')

  // With visits on it, by the interface.
  await call('PUT', `/trips/${id}`, { name, group: group.id, region: 'yangtze-delta', cities: [320100, 320500], from: dayFrom(-2), to: dayFrom(2), firms: [{ name: '虚构轴承有限公司' }, { name: '虚构叶片有限公司' }], participants: made.participants.map((one) => one.id), state: 'under-way', purpose: '对接风电装备缺口企业', cost: 24000 }, made.version)
  const first = makeId()
  await call('POST', '/visits', { id: first, kind: 'visit', on: dayFrom(-1), firm: { name: '虚构轴承有限公司' }, group: group.id, trip: id, interest: 'high', topics: '介绍产业基础', needs: '需要 80 亩工业用地，关心绿电直供', people: [{ name: '演示 联系人', title: '副总经理', phone: '13900000000' }], follow_ups: [{ id: makeId(), what: '寄送政策汇编', owner: (await call('GET', '/session')).user.id, due: dayFrom(1) }] })
  await call('POST', '/visits', { id: makeId(), kind: 'return-visit', on: dayFrom(0), firm: { name: '虚构轴承有限公司' }, group: group.id, led_by: first, interest: 'ready' })
  await call('POST', '/trips', { name: `${name}二`, group: other.id, region: 'jing-jin-ji', cities: [110100], from: dayFrom(3), to: dayFrom(6), firms: [{ name: '虚构储能有限公司' }] })
  await page.reload()
  await me.sees('虚构叶片有限公司')
  await page.locator('.meet a.done').first().waitFor()
  await me.look('trip')

  await me.go(`/trips?view=calendar`)
  await page.getByRole('link', { name: new RegExp(name) }).first().waitFor()
  await me.look('calendar')
  await me.go('/trips?view=map')
  await page.locator('.china-map svg').first().waitFor()
  await me.look('map')
  await me.go(`/trips?q=${encodeURIComponent(name)}`)
  await page.waitForFunction(() => document.querySelectorAll('tr[data-row]').length === 2)
  await me.look('list')

  // A visit: masked, revealed with a reason, its follow-up ticked and back.
  await me.go(`/visits/${first}`)
  await me.sees('需要 80 亩工业用地，关心绿电直供')
  assert.ok(!(await page.locator('main').innerText()).includes('13900000000'))
  await me.look('visit')
  await me.button('visits.reveal').click()
  await page.locator('dialog.ask input').fill('约访核对')
  await page.locator('dialog.ask button[type=submit]').click()
  await me.sees('13900000000')
  await page.locator('.follow input[type=checkbox]').click()
  await page.locator('.follow.done').waitFor()
  await me.button('lists.undo').click()
  await page.locator('.follow:not(.done)').waitFor()

  // Changed by two people.
  await me.button('visits.edit').click()
  await page.locator('#visit-needs').fill('需要 100 亩工业用地')
  const now = await call('GET', `/visits/${first}`)
  await call('PUT', `/visits/${first}`, { id: first, kind: 'visit', on: now.on, firm: { name: now.firm.name }, group: group.id, trip: id, interest: 'ready', topics: now.topics, needs: '他人所记', follow_ups: now.follow_ups.map((one) => ({ id: one.id, what: one.what, owner: one.owner.id, due: one.due })) }, now.version)
  await me.button('parts.save').click()
  await me.heading('parts.conflict.title').waitFor()
  await me.sees('他人所记')
  await me.button('parts.conflict.save').click()
  await page.waitForURL(new RegExp(`/visits/${first}$`))
  const after = await call('GET', `/visits/${first}`)
  assert.deepEqual([after.needs, after.interest, after.people.length], ['需要 100 亩工业用地', 'ready', 1])

  await me.go(`/visits?group=${group.id}`)
  await page.locator('tr[data-row]').first().waitFor()
  await me.look('visits')
  await me.go('/visits/rates?by=region')
  await page.locator('tr[data-row]').first().waitFor()
  await me.look('rates')
  const { items: rates } = await call('GET', '/visits/rates?by=group')
  const own = rates.find((one) => one.key === group.id)
  assert.ok(own.firms_returned >= 1 && own.rate > 0)

  // Targets are set in place; their figures lead to the records.
  const year = dayFrom(0).slice(0, 4)
  await call('PUT', '/group-targets', { group: group.id, year: Number(year), quarter: null, indicator: 'visits', target: 100 })
  await call('PUT', '/group-targets', { group: group.id, year: Number(year), quarter: null, indicator: 'arrived-capital', target: 500_000_000 })
  await me.go(`/group-targets?group=${group.id}`)
  await page.locator('.group .progress').first().waitFor()
  await me.look('goals')
  await me.button('goals.edit').click()
  await page.locator('.group input').first().waitFor()
  await me.look('goals-edit')
  await page.locator('.group tbody tr').nth(2).locator('input').first().fill('40')
  await page.keyboard.press('Enter')
  await me.until(async ([of, at]) => (await (await fetch(`/api/v1/group-targets?group=${of}&year=${at}`)).json()).items.some((one) => one.indicator === 'return-visits' && one.target === 40), [group.id, year])
  await me.button('goals.finish').click()
  await page.locator('.group .progress a').first().click()
  await page.waitForURL(/\/visits\?.*group=/)

  await me.go('/today')
  await me.sees('寄送政策汇编')
  await me.look('today')
  if (phone) await page.screenshot({ path: `${me.folder}today-whole.png`, fullPage: true })
}
