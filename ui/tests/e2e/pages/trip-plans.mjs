// The trip planner: input, result on map and timetables, a firm moved and one left out, planned again, made into trips.
import assert from 'node:assert/strict'
import { caller, dayFrom } from './trips.mjs'

export default async function (me) {
  const { page, phone } = me
  await me.signIn(undefined, '/trips/plans')
  const call = caller(page)
  const { items: groups } = await call('GET', '/groups?limit=500')
  const going = groups.filter((one) => one.kind === 'industry').slice(0, 2)
  await me.look('plans')
  await me.go('/trips/plans/new')
  await page.locator('fieldset li label').first().waitFor()
  for (const group of going) await page.getByLabel(me.language === 'en' ? group.name.en || group.name.zh : group.name.zh, { exact: true }).check()
  await page.waitForTimeout(300)
  await me.look('new')

  // The rest by the interface: nodes are chosen from a long list.
  const name = `e2e 规划 ${Date.now() % 1e6}`
  const made = await call('POST', '/trip-plans', { name, start: dayFrom(14), days: 3, groups: going.map(({ id }) => ({ group: id, people: 3, regions: [] })), nodes: ['wind.gearbox', 'wind.blade'], top: 8, leads: false, visit_minutes: 90, seconds: 1 })
  await me.go(`/trips/plans/${made.id}`)
  await page.getByRole('heading', { name, exact: true }).waitFor()
  await page.locator('.stop.visit').first().waitFor({ timeout: 30_000 })
  await page.locator('.china-map svg').first().waitFor()
  await page.evaluate(() => scrollTo(0, 0))
  await me.look('plan')
  await page.screenshot({ path: `${me.folder}plan-whole.png`, fullPage: true })

  const plan = await call('GET', `/trip-plans/${made.id}`)
  const stops = plan.routes.flatMap((route) => route.days.flatMap((day) => day.stops.filter((stop) => stop.kind === 'visit').map((stop) => ({ firm: stop.firm, group: route.group.id, day: day.day }))))
  assert.ok(stops.length >= 2)
  // One is pinned by its panel, one is left out.
  await page.locator('.stop.visit button').first().click()
  await page.getByRole('dialog').waitFor()
  await page.waitForTimeout(300)
  await me.look('stop')
  await me.button('plans.pin').click()
  await me.sees(me.t('plans.changesN', { n: 1 }))
  await page.locator('.stop.visit button').nth(1).click()
  await me.button('plans.ban').click()
  await me.sees(me.t('plans.changesN', { n: 2 }))
  if (!phone && stops.length > 2) {
    // With the mouse onto another day.
    const to = page.locator('.route').first().locator('.day').nth(2)
    await page.locator('.stop.visit button').nth(2).dragTo(to)
    await page.waitForTimeout(200)
  }
  await page.evaluate(() => scrollTo(0, 0))
  await me.look('changes')
  await page.locator('.pending').getByRole('button', { name: me.t('plans.again'), exact: true }).click()
  await me.until(async (id) => {
    const now = await (await fetch(`/api/v1/trip-plans/${id}`)).json()
    return now.state === 'ready' && now.input.bans?.length === 1
  }, made.id, 30_000)
  const again = await call('GET', `/trip-plans/${made.id}`)
  assert.ok(again.input.pins.length >= 1)
  const met = again.routes.flatMap((route) => route.days.flatMap((day) => day.stops.flatMap((stop) => (stop.firm ? [stop.firm.firm] : []))))
  assert.ok(!met.includes(again.input.bans[0]))

  await me.button('plans.adopt').waitFor()
  await page.locator('.pending').waitFor({ state: 'hidden' })
  await me.button('plans.adopt').click()
  await page.locator('dialog.confirm').getByRole('button', { name: me.t('plans.adopt'), exact: true }).click()
  await me.sees(me.t('plans.adoptedText'))
  await page.evaluate(() => scrollTo(0, 0))
  await me.look('adopted')
  await page.emulateMedia({ media: 'print' })
  await page.screenshot({ path: `${me.folder}plan-print.png`, fullPage: true })
  await page.emulateMedia({ media: null })
}
