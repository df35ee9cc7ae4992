// Targets: from all gaps to a node, evidence in place, filters, map, weights with the effect at once, comparison, keys, onto a list.
import assert from 'node:assert/strict'

export default async function (me) {
  const { page, phone } = me
  await me.signIn(undefined, '/targets')
  const rows = page.locator('tr[data-row]')
  await rows.first().waitFor()
  await me.look('all')
  assert.ok((await page.locator('tr.group').count()) > 3)

  await me.go('/targets?node=wind.gearbox')
  await rows.first().waitFor()
  const count = await rows.count()
  assert.ok(count > 5, `${count} targets`)
  if (!phone) await page.locator('.china-map svg').first().waitFor()
  await me.look('node')

  // Evidence opens in place, with marked words and the date of the data.
  await rows.first().locator('.arrow-cell button').click()
  await page.locator('tr.expand mark').first().waitFor()
  assert.ok((await page.locator('tr.expand .score-bars tr').count()) >= 8)
  assert.match(await page.locator('tr.expand .provenance').first().innerText(), /\d{4}-\d{2}-\d{2}/)
  await me.look('evidence')
  await rows.first().locator('.arrow-cell button').click()

  if (!phone) {
    await rows.nth(1).locator('.score').hover()
    await page.locator('.hover-card .score-bars').waitFor()
    await me.look('score')
    await page.mouse.move(5, 300)
  }

  // Weights: the ranking follows before the server has answered; the address keeps them.
  await page.getByRole('button', { name: me.t('targets.weights'), exact: true }).and(page.locator(':visible')).click()
  const order = await rows.locator('.firm').allInnerTexts()
  for (const [id, value] of [['scale', '3'], ['standing', '0'], ['logistics', '3']]) await page.locator(`#weight-${id}`).fill(value)
  await page.locator('.effect').waitFor()
  assert.notDeepEqual(await rows.locator('.firm').allInnerTexts(), order)
  assert.ok((await page.locator('.up, .down').count()) > 0)
  await page.waitForURL(/weights=/)
  await me.sees(me.t('targets.answered'))
  await me.look('weights')
  await me.button('targets.reset').click()
  await page.waitForFunction(() => !document.querySelector('.up, .down'))
  assert.deepEqual(await rows.locator('.firm').allInnerTexts(), order)
  if (phone) {
    await me.button('targets.viewMap').click()
    await page.locator('.china-map svg').first().waitFor()
    await me.look('map')
    await me.button('targets.viewList').click()
  }

  // A region is a filter, the address says so, and taking it away brings all back.
  if (!phone) {
    await page.locator('.panels button').first().click()
    await page.locator('aside .bars button').first().click()
    await page.waitForURL(/regions=/)
    await page.waitForFunction((n) => document.querySelectorAll('tr[data-row]').length < n, count)
    await me.look('region')
    await page.locator('.chip').first().click()
    await page.waitForFunction((n) => document.querySelectorAll('tr[data-row]').length === n, count)
  } else {
    await page.locator('.filters .fold').click()
    await me.look('filters')
    await page.locator('.filters .fold').click()
  }

  // Keys: two are selected and compared.
  if (!phone) {
    await page.evaluate(() => document.activeElement?.blur())
    for (const key of ['j', 'x', 'j', 'j', 'x', 'k', 'x', 'c']) await page.keyboard.press(key)
  } else {
    for (const n of [0, 1, 2]) await rows.nth(n).locator('input[type=checkbox]').check()
    await me.button('targets.compare').click()
  }
  await page.getByRole('heading', { name: me.t('targets.compareTitle', { n: 3 }) }).waitFor()
  assert.equal(await page.locator('.el-drawer thead th').count(), 3)
  await page.waitForTimeout(400)
  await me.look('compare')
  await page.keyboard.press('Escape')
  await page.waitForURL((url) => !url.searchParams.has('compare'))

  // Onto a new list, given to a group.
  await me.button('targets.addToList').click()
  await me.heading('lists.addTitle', { n: 3 }).waitFor().catch(() => undefined)
  await page.locator('input[type=radio][value=new]').check()
  const name = `${me.t('nav.targets')} ${Date.now() % 1e6}`
  await me.field('lists.name').fill(name)
  await page.waitForTimeout(300)
  await me.look('add')
  await me.button('lists.add').click()
  await me.button('lists.open').click()
  await me.heading('parts.empty').waitFor({ timeout: 1 }).catch(() => undefined)
  await page.getByRole('heading', { name, exact: true }).waitFor()
  await page.waitForFunction(() => document.querySelectorAll('tr[data-row]').length === 3)

  // Nothing matches: the page says so and has the way out.
  await me.go('/targets?node=wind.gearbox&capital_min=99999999999999')
  await me.sees(me.t('targets.none'))
  await me.look('empty')
  await page.locator('.empty').getByRole('button').click()
  await rows.first().waitFor()
}
