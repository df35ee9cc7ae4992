// Leads: entered with a duplicate found while typing, facts completed, clocks stopped, sorted, made a project.
import assert from 'node:assert/strict'
import { api, mark, someGroup } from '../records.mjs'

export const serverOnly = true

export default async function (me) {
  const { page } = me
  await me.signIn()
  const group = await someGroup(me)
  const firm = `演示叶片${mark()}有限公司`
  const title = `演示 叶片 ${mark()}`
  await api(me, 'POST', '/leads', { title: `${title} 已有`, firm: { firm: null, name: firm }, group: group.id, source: 'visit', received_on: '2026-11-10', node: 'wind.blade', facts: { investment: 500_000_000 } })

  await me.go('/leads')
  await me.sees(firm)
  await me.look('list')
  await me.button('leads.add').click()
  await me.field('records.field.firm').fill(firm)
  await me.field('records.field.title').fill(title)
  await page.getByRole('dialog').locator('.el-select').filter({ has: page.getByRole('combobox', { name: me.t('lists.group'), exact: true }) }).click()
  await page.getByRole('option', { name: group.name[me.language], exact: true }).click()
  // Perhaps others too: what other scenarios entered.
  await page.getByRole('dialog').getByText(`${title} 已有`).first().waitFor()
  await me.field('records.field.investment').fill('5亿')
  await me.field('records.field.land_mu').fill('120')
  await page.waitForTimeout(900)
  await me.look('new')
  await me.button('parts.save').click()
  // The same group follows the firm already: the server may ask why.
  const despite = page.getByRole('dialog').getByLabel(me.t('leads.despite'), { exact: true })
  await Promise.race([despite.waitFor(), page.waitForURL(/\/leads\/[0-9a-f-]{36}$/)])
  if (await despite.isVisible().catch(() => false)) {
    await me.look('despite')
    await despite.fill('二期扩建，另行洽谈')
    await me.button('parts.save').click()
    await page.waitForURL(/\/leads\/[0-9a-f-]{36}$/)
  }
  await me.heading('leads.clocks').waitFor()
  await page.waitForTimeout(300)
  await me.look('lead')
  await me.button('leads.stop.answer').click()
  await page.waitForTimeout(300)
  await me.look('answer')
  await page.getByRole('dialog').getByRole('button', { name: me.t('leads.stop.answer'), exact: true }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  // The facts that are required, then the steps up to a project.
  const id = new URL(page.url()).pathname.split('/').pop()
  const lead = await api(me, 'GET', `/leads/${id}`)
  const facts = { process: '铺层、灌注、固化', investment: 500_000_000, land_mu: 120, power_mva: 8, energy_tce: 3000, water_t: 20_000, environment: '报告表', output: 800_000_000, tax: 30_000_000, jobs: 300, capacity: 400 }
  await api(me, 'PUT', `/leads/${id}`, { title: lead.title, firm: lead.firm, group: group.id, source: lead.source, node: 'wind.blade', received_on: lead.received_on, facts }, lead.version)
  await page.reload()
  for (const to of ['sorted', 'following', 'converted']) {
    await me.button(`leads.step.${to}`).click()
    await page.getByRole('dialog').getByRole('button', { name: me.t(`leads.step.${to}`), exact: true }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  await me.link('leads.toProject').waitFor()
  await me.look('converted')
  assert.ok((await api(me, 'GET', `/leads/${id}`)).project)
  await me.link('leads.toProject').click()
  await me.heading('projects.stillMissing').waitFor()
}
