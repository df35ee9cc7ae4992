// Landing plans: 30 days against the law, durations changed, actual days, two plans compared, on paper.
import assert from 'node:assert/strict'
import { api, someProject } from '../records.mjs'

export const serverOnly = true

export default async function (me) {
  const { page } = me
  await me.signIn()
  const project = await someProject(me)
  await me.go(`/projects/${project.id}`)
  await me.button('landing.add').click()
  await me.field('landing.start').fill('2026-12-01')
  await page.waitForTimeout(400)
  await me.look('new')
  await me.button('landing.make').click()
  await page.waitForURL(/\/landing-plans\/[0-9a-f-]{36}$/)
  await me.heading('landing.tasks').waitFor()
  await page.waitForTimeout(700)
  await me.look('plan')
  await page.screenshot({ path: `${me.folder}landing-plan-whole.png`, fullPage: true })
  const id = new URL(page.url()).pathname.split('/').pop()
  const plan = await api(me, 'GET', `/landing-plans/${id}`)
  assert.ok(plan.tasks.some((task) => task.critical))

  // A task that is not at its minimum takes longer: the plan is computed anew.
  const task = plan.tasks.find((one) => one.critical && one.days > 3)
  await page.locator('.names button').filter({ has: page.getByText(task.name[me.language], { exact: true }) }).first().click()
  await page.getByRole('dialog').waitFor()
  await page.waitForTimeout(300)
  await me.look('task')
  await me.field('landing.high').fill(String(task.days + 25))
  await me.field('landing.likely').fill(String(task.days + 20))
  await me.button('landing.recompute').click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const later = await api(me, 'GET', `/landing-plans/${id}`)
  assert.ok(later.landing > plan.landing || later.finish > plan.finish, 'a longer critical task moves the end')

  // Another plan beside it.
  const templates = await api(me, 'GET', '/landing-templates')
  const other = await api(me, 'POST', `/projects/${project.id}/landing-plans`, { name: '演示 60 天方案', template: templates.items.at(-1).id, start: '2026-12-01', target_days: 60 })
  await me.go(`/landing-plans/${id}?compare=${other.id}&zoom=8`)
  await page.getByRole('heading', { name: me.t('landing.compareWith', { name: other.name }) }).waitFor()
  await page.waitForTimeout(300)
  await me.look('compare')
  await page.screenshot({ path: `${me.folder}landing-compare-whole.png`, fullPage: true })
  if (!me.phone) {
    await me.go(`/landing-plans/${id}`)
    await page.waitForTimeout(500)
    await page.pdf({ path: `${me.folder}landing.pdf`, preferCSSPageSize: true })
  }
}
