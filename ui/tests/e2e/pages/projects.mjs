// Projects: board, gate with what is missing filled in on the spot, override that stays, documents, problems, phases, table, map, timeline.
import assert from 'node:assert/strict'
import { api, mark, someGroup, someProject } from '../records.mjs'

export const serverOnly = true

export default async function (me) {
  const { page } = me
  await me.signIn()
  const group = await someGroup(me)
  const name = `演示 塔筒 ${mark()}`
  const bare = await someProject(me, { group: group.id, name, node: null, process: '', agreement_on: null })
  const ready = await someProject(me, { group: group.id, agreement_on: '2026-11-20' })
  const paused = await someProject(me, { group: group.id, name: `演示 储能 ${mark()}` })
  await api(me, 'POST', `/projects/${paused.id}/activity`, { to: 'paused', reason: '等待电网接入方案' }, paused.version)

  await me.go('/projects')
  await me.sees(name)
  await me.look('board')
  const column = (stage) => page.getByRole('region', { name: me.t(`projects.stage.${stage}`), exact: true })
  // Of this card alone: drawing to a column that is longer than the window scrolls under the pressed mouse, and another card goes along.
  await me.go(`/projects?q=${encodeURIComponent(name)}`)
  await me.sees(name)
  if (me.phone) await page.getByRole('button', { name: me.t('projects.moveOf', { name }), exact: true }).click()
  else await me.draw(column('lead').getByRole('listitem').filter({ hasText: name }), column('negotiating'), page.getByRole('dialog'))
  await page.getByRole('dialog').filter({ hasText: name }).waitFor()
  await me.sees(me.t('projects.gateMissing', { n: 2, stage: me.t('projects.stage.negotiating') }).slice(0, 12))
  await page.waitForTimeout(300)
  await me.look('gate')
  const forward = page.getByRole('dialog').getByRole('button', { name: me.t('projects.step', { stage: me.t('projects.stage.negotiating') }), exact: true })
  assert.ok(await forward.isDisabled(), 'a gate that is not met lets nobody pass')
  // What is missing is filled in here.
  const row = (text) => page.getByRole('dialog').getByRole('listitem').filter({ hasText: text })
  await row('工艺').or(row('process')).first().getByRole('button', { name: me.t('projects.fillIn'), exact: true }).click()
  await page.getByRole('dialog').locator('form.edit textarea').fill('卷板、焊接、涂装')
  await page.getByRole('dialog').locator('form.edit').getByRole('button', { name: me.t('parts.save'), exact: true }).click()
  await page.getByRole('dialog').locator('form.edit').waitFor({ state: 'detached' })
  const now = await api(me, 'GET', `/projects/${bare.id}`)
  assert.equal(now.process, '卷板、焊接、涂装')
  await api(me, 'PUT', `/projects/${bare.id}`, { name, firm: now.firm, group: group.id, process: now.process, node: 'wind.tower', investment: 300_000_000 }, now.version)
  await page.reload()
  await page.getByRole('button', { name: me.t('projects.moveOf', { name }), exact: true }).click()
  await page.getByRole('dialog').getByText(me.t('projects.gateMet', { stage: me.t('projects.stage.negotiating') })).waitFor()
  await forward.click()
  await column('negotiating').getByText(name).waitFor()

  // The file of a project.
  await me.go(`/projects/${ready.id}`)
  await me.heading('projects.stillMissing').waitFor()
  await page.waitForTimeout(400)
  await me.look('file')
  await page.screenshot({ path: `${me.folder}projects-file-whole.png`, fullPage: true })

  // A problem: raised, escalated, solved.
  await me.button('projects.addProblem').click()
  await me.field('projects.problemTitle').fill('110 kV 线路未落实')
  await me.field('projects.detail').fill('需电网公司出具接入意见')
  await page.waitForTimeout(300)
  await me.look('problem')
  await me.button('parts.save').click()
  await me.sees('110 kV 线路未落实')
  await me.button('projects.escalate', { level: me.t('projects.level.leader') }).click()
  await page.getByRole('button', { name: me.t('projects.escalate', { level: me.t('projects.level.committee') }), exact: true }).waitFor()
  await page.getByRole('listitem').filter({ hasText: '110 kV' }).getByRole('button', { name: me.t('projects.solve'), exact: true }).click()
  await me.field('projects.solution').fill('已协调，11 月 20 日出具接入意见')
  await page.getByRole('dialog').getByRole('button', { name: me.t('projects.solve'), exact: true }).click()
  await me.sees('11 月 20 日出具接入意见')

  // A phase, and the other ways to look at all of them.
  await me.button('projects.addPhase').click()
  await page.waitForTimeout(300)
  await me.look('phase')
  await page.getByRole('dialog').getByRole('button', { name: me.t('parts.save'), exact: true }).click()
  await me.sees(me.t('projects.phaseOf'))
  for (const view of ['table', 'map', 'time']) {
    await me.go(`/projects?view=${view}&activity=all`)
    await me.sees(name)
    await page.waitForTimeout(view === 'map' ? 900 : 200)
    await me.look(view)
  }
  await me.go('/problems?state=all')
  await me.sees('110 kV 线路未落实')
  await me.look('problems')
}
