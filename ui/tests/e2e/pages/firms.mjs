// Firms: search with counts that filter, marked words; a firm with what it makes, brand, ties, scores, corrections, notes, contacts.
import assert from 'node:assert/strict'

export default async function (me) {
  const { page, phone } = me
  await me.signIn(undefined, '/firms?nodes=wind.gearbox')
  const rows = page.locator('tr[data-row]')
  await rows.first().waitFor()
  await page.waitForLoadState('networkidle')
  await me.look('search')
  assert.ok((await page.locator('tr[data-row] mark').count()) > 3)
  if (phone) await me.button('firms.counts').click()
  await page.locator('.china-map svg').first().waitFor()
  if (phone) await me.look('counts')
  const before = await page.evaluate(async () => (await (await fetch('/api/v1/firms?nodes=wind.gearbox')).json()).matched)
  await page.locator('aside .bars button').first().click()
  await page.waitForURL(/places=\d+/)
  await page.locator('.chip').first().waitFor()
  if (phone) await me.button('targets.viewList').click()
  await page.waitForFunction((n) => document.querySelectorAll('tr[data-row]').length < n, before)
  await page.locator('.chip').first().click()
  await page.waitForURL((url) => !url.searchParams.has('places'))

  // Any firm of a brand with several places, from the search.
  const found = await page.evaluate(async () => {
    const { items } = await (await fetch('/api/v1/firms?nodes=wind.gearbox&top=40')).json()
    for (const { firm } of items) {
      const one = await (await fetch(`/api/v1/firms/${firm}`)).json()
      if (one.ties.length || one.tie_candidates.length) return one
    }
    return undefined
  })
  assert.ok(found)
  await me.go(`/firms/${found.firm}`)
  await page.locator('#makes-title').waitFor()
  await page.locator('.score .line').first().click()
  await page.locator('.score .score-bars').waitFor()
  await page.evaluate(() => scrollTo(0, 0))
  await me.look('firm')
  assert.ok((await page.locator('mark').count()) > 0)

  // A correction stands beside the imported value.
  await me.button('firms.correct').click()
  await me.field('firms.rightValue').fill('12000')
  await me.field('firms.reason').fill('企业提供营业执照')
  await me.field('targets.source').fill('营业执照')
  await page.waitForTimeout(300)
  await me.look('correct')
  await me.button('parts.save').click()
  await page.locator('.correction').waitFor()
  assert.match(await page.locator('.correction').innerText(), /1\.2|120/)

  // Notes: own ones can be changed and removed.
  const notes = page.locator('section[aria-labelledby=notes-title]')
  await notes.locator('textarea').first().fill('下月来访')
  await me.button('firms.addNote').click()
  await page.locator('li .text', { hasText: '下月来访' }).waitFor()
  await notes.getByRole('button', { name: me.t('firms.edit'), exact: true }).click()
  await notes.locator('textarea').last().fill('下月十日来访')
  await notes.getByRole('button', { name: me.t('parts.save'), exact: true }).click()
  await page.locator('li .text', { hasText: '下月十日来访' }).waitFor()

  // A contact is masked; reading it asks why.
  const contacts = page.locator('section[aria-labelledby=contacts-title]')
  await me.button('firms.addContact').click()
  await me.field('firms.contactName').fill('演示来访人')
  await me.field('firms.phone').fill('13900000000')
  await page.waitForTimeout(300)
  await page.getByRole('dialog').getByRole('button', { name: me.t('parts.save'), exact: true }).click()
  await contacts.locator('li').last().waitFor()
  assert.ok(!(await contacts.innerText()).includes('13900000000'))
  await contacts.locator('li').last().getByRole('button', { name: me.t('firms.reveal') }).or(contacts.locator('li').last().locator('button').first()).first().click()
  await page.locator('dialog.ask input').fill('约访')
  await me.look('reveal')
  await page.locator('dialog.ask button[type=submit]').click()
  await contacts.getByText('13900000000').waitFor()
  // Nothing may lie under the top line while sizes are checked.
  await page.evaluate(() => scrollTo(0, 0))
  await me.look('after')

  await me.go('/firms/n000000000000000000000000')
  await page.locator('.error-state').waitFor()
}
