// What each role sees: members of two groups, a department, the auditor, the leader, an enterprise. Nothing is offered that ends in a refusal,
// no page, palette or link tells of another group's negotiations, and what is masked stays so for those who may not reveal it.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { api, mark } from '../records.mjs'

export const serverOnly = true

/** Without what only looks otherwise at the same records. */
const plain = (paths) => paths.filter((path) => !path.includes('view='))
const PAGES = ['/', '/today', '/chains', '/targets', '/lists', '/firms', '/trips', '/trips?view=calendar', '/trips?view=map', '/trips/plans', '/visits', '/visits/rates', '/group-targets', '/leads', '/projects', '/projects?view=table', '/projects?view=map', '/projects?view=time', '/problems', '/capital', '/capital/payments', '/capital/closes', '/capital/rules', '/accounts/groups', '/accounts/roles', '/me', '/notices']

/** Records of one group, each with a word that nobody else may see. */
async function secretsOf(me, group, word, code) {
  const firm = { firm: null, name: `演示${word}有限公司` }
  const lead = await api(me, 'POST', '/leads', { title: `演示 ${word}线索`, firm, group: group.id, source: 'visit', received_on: '2026-11-10', node: code, facts: { investment: code === 'wind.blade' ? 500_000_000 : 900_000_000 } })
  const project = await api(me, 'POST', '/projects', { name: `演示 ${word}项目`, firm: { firm: null, name: `演示${word}制造有限公司` }, group: group.id, node: code === 'wind.blade' ? 'wind.tower' : 'pv.glass', investment: code === 'wind.blade' ? 2_800_000_000 : 3_600_000_000, foreign: 'other-province' })
  const trip = await api(me, 'POST', '/trips', { name: `演示 ${word}行程`, group: group.id, from: '2026-12-01', to: '2026-12-04', cities: [110100], purpose: '拜访', participants: [], firms: [] })
  const visit = await api(me, 'POST', '/visits', { id: randomUUID(), kind: 'visit', group: group.id, firm, on: '2026-11-12', place: 110100, people: [{ name: '演示李四', title: '总经理', phone: '13900000000' }], topics: `${word}洽谈`, needs: '标准厂房', interest: 'high', follow_ups: [] })
  const list = await api(me, 'POST', '/target-lists', { name: `演示 ${word}清单`, group: group.id, note: '' })
  return { word, leads: lead.id, projects: project.id, trips: trip.id, visits: visit.id, lists: list.id }
}

async function come(me, login, password) {
  const person = await me.another()
  person.refused = []
  person.ownPassword = true
  person.page.on('response', (answer) => answer.status() === 403 && person.refused.push(answer.url()))
  await person.signIn({ login, password }, '/me')
  return person
}
const words = (person) => person.page.locator('main').innerText()
/** As by a link of the page: the address is followed without loading everything anew. */
const open = async (person, path) => {
  const { page } = person
  await page.evaluate((to) => {
    history.pushState({}, '', to)
    dispatchEvent(new PopStateEvent('popstate', { state: {} }))
  }, path)
  await page.waitForTimeout(500)
  await page.waitForFunction(() => document.querySelector('main h1, main h2, main .map-page') && !document.querySelector('main .skeleton, main [aria-busy=true]'))
}
const allowed = (person) => !new URL(person.page.url()).searchParams.has('reason')
const offers = (person, key) => person.page.locator('main').getByRole('button', { name: person.t(key), exact: true }).count()

export default async function (me) {
  await me.signIn()
  const tag = mark()
  const { items: groups } = await api(me, 'GET', '/groups?limit=500')
  const [wind, solar] = groups.filter((group) => group.kind === 'industry')
  const department = groups.find((group) => group.kind === 'department')
  const own = await secretsOf(me, wind, `甲密${tag}`, 'wind.blade')
  const other = await secretsOf(me, solar, `乙密${tag}`, 'pv.module')
  const { nodes } = await api(me, 'GET', '/targets?node=wind.gearbox&top=1')
  const firm = nodes[0].targets[0].firm
  await api(me, 'POST', `/firms/${firm}/contacts`, { name: '演示王五', title: '部长', phone: '13700000000', group: wind.id })
  const user = async (name, roles, of) => {
    const login = `${name}${tag}`
    const { one_time_password: password } = await api(me, 'POST', '/users', { login, name: `演示 ${name}`, roles, groups: of.map(({ id }) => id) })
    return come(me, login, password)
  }

  // Two members: the own group's records, and nothing of the other's.
  for (const [name, group, mine, theirs] of [['wind', wind, own, other], ['solar', solar, other, own]]) {
    const member = await user(name, ['member'], [group])
    for (const path of PAGES) {
      await open(member, path)
      assert.ok(allowed(member), `${path} is offered to a member`)
      assert.ok(!(await words(member)).includes(theirs.word), `${path} tells ${name} of ${theirs.word}`)
    }
    await member.go('/leads')
    await member.sees(`演示 ${mine.word}线索`)
    await member.look(`member-${name}`)
    for (const kind of ['leads', 'projects', 'trips', 'visits', 'lists']) {
      await open(member, `/${kind}/${theirs[kind]}`)
      await member.heading('app.gone').waitFor()
      assert.ok(!(await words(member)).includes(theirs.word))
    }
    await member.look('gone')
    // The palette.
    await member.page.keyboard.press('Control+k')
    await member.page.getByRole('combobox').fill(tag)
    await member.page.getByRole('option').filter({ hasText: mine.word }).first().waitFor()
    assert.equal(await member.page.getByRole('option').filter({ hasText: theirs.word }).count(), 0)
    await member.page.keyboard.press('Escape')
    // What a member may not do is not offered, nor the page of it.
    await open(member, '/group-targets')
    assert.equal(await offers(member, 'goals.edit'), 0)
    for (const path of ['/import', '/accounts/users', '/accounts/audit']) {
      await open(member, path)
      assert.ok(!allowed(member), `${path} is not a member's`)
    }
    // Workbooks of what a member writes, without the right to import the registry.
    await open(member, '/sheets/leads')
    assert.ok(allowed(member))
    await member.button('sheets.takeOut', { kind: member.t('sheets.kind.leads') }).waitFor()
    if (group === wind) {
      // Masked, with the way to reveal.
      await member.go(`/visits/${mine.visits}`)
      assert.ok(!(await words(member)).includes('演示李四'))
      await member.button('visits.reveal').click()
      await member.page.locator('dialog.ask input').fill('约访')
      await member.page.locator('dialog.ask button[type=submit]').click()
      await member.sees('演示李四')
      await member.page.evaluate(() => scrollTo(0, 0))
      await member.look('revealed')
      // A contact is changed: the masked phone stays what it was.
      await member.go(`/firms/${firm}`)
      await member.button('firms.changeContactOf', { name: '演**' }).click()
      await member.field('firms.contactTitle').fill('总经理助理')
      await member.look('contact')
      await member.page.getByRole('dialog').getByRole('button', { name: member.t('parts.save'), exact: true }).click()
      await member.sees('总经理助理')
      await member.button('firms.revealOf', { name: '总经理助理' }).click()
      await member.page.locator('dialog.ask input').fill('核对')
      await member.page.locator('dialog.ask button[type=submit]').click()
      await member.sees('13700000000')
    } else {
      await open(member, `/firms/${firm}`)
      assert.ok(!(await words(member)).includes('138'), 'contacts of another group are not shown')
    }
    assert.deepEqual(member.refused, [])
    member.assertQuiet()
    await member.leave()
  }

  // Who reads all, and changes and reveals nothing.
  const auditor = await user('auditor', ['auditor'], [])
  for (const path of plain(PAGES)) {
    await open(auditor, path)
    assert.ok(allowed(auditor), `${path} is offered to the auditor`)
    for (const key of ['leads.add', 'projects.add', 'trips.newTrip', 'lists.newList', 'capital.add', 'goals.edit', 'parts.export', 'parts.save']) assert.equal(await offers(auditor, key), 0, `${path} offers ${key} to the auditor`)
  }
  await auditor.go(`/visits/${own.visits}`)
  await auditor.sees('演**')
  for (const key of ['visits.reveal', 'visits.edit', 'visits.remove']) assert.equal(await offers(auditor, key), 0)
  await auditor.look('auditor-visit')
  await auditor.go(`/projects/${other.projects}`)
  await auditor.page.getByRole('heading', { name: `演示 ${other.word}项目`, exact: true }).waitFor()
  for (const key of ['records.edit', 'projects.activityTitle', 'projects.addProblem', 'projects.addPhase']) assert.equal(await offers(auditor, key), 0)
  assert.deepEqual(auditor.refused, [])
  auditor.assertQuiet()
  await auditor.leave()

  // The leader: all groups, edits, override; not the running of the system.
  const leader = await user('leader', ['leader'], [])
  for (const path of [...plain(PAGES), `/leads/${own.leads}`, `/projects/${other.projects}`, `/visits/${own.visits}`, `/firms/${firm}`]) {
    await open(leader, path)
    assert.ok(allowed(leader), `${path} is offered to the leader`)
  }
  assert.equal(await offers(leader, 'firms.addContact'), 0)
  await leader.go('/projects')
  for (const { word } of [own, other]) await leader.sees(`演示 ${word}项目`)
  assert.deepEqual(leader.refused, [])
  leader.assertQuiet()
  await leader.leave()

  // A department reads what its group has; capital and contacts are not its pages.
  const office = await user('office', ['department'], [department])
  for (const path of plain(PAGES).filter((one) => !one.startsWith('/capital'))) {
    await open(office, path)
    assert.ok(allowed(office), `${path} is offered to a department`)
    const text = await words(office)
    for (const { word } of [own, other]) assert.ok(!text.includes(word), `${path} tells a department of ${word}`)
  }
  await open(office, '/capital')
  assert.ok(!allowed(office))
  // Figures of groups are there, and open nothing that the department may not read.
  await office.go('/group-targets?year=2023')
  await office.page.locator('main table').first().waitFor()
  assert.equal(await office.page.locator('main a[href^="/capital"]').count(), 0)
  assert.deepEqual(office.refused, [])
  office.assertQuiet()
  await office.leave()

  // An enterprise has its own account, and says nothing of the zone.
  const firmUser = await user('firm', ['enterprise'], [])
  await open(firmUser, '/')
  assert.equal(new URL(firmUser.page.url()).pathname, '/me')
  await firmUser.look('enterprise')
  for (const path of ['/today', '/firms', '/leads', '/projects', '/capital', '/accounts/groups', `/projects/${own.projects}`]) {
    await open(firmUser, path)
    assert.ok(!allowed(firmUser), `${path} is not an enterprise's`)
  }
  assert.deepEqual(firmUser.refused, [])
  firmUser.assertQuiet()
  await firmUser.leave()
}
