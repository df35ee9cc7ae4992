// Targets of groups: nothing is set for this year, so the latest year that has targets is shown and said; setting them begins with this year.
import assert from 'node:assert/strict'

export const serverOnly = true

export default async function (me) {
  const { page, phone } = me
  await me.signIn()
  await me.go('/group-targets')
  const now = new Date().getFullYear()
  // The case's targets are those of 2023.
  await me.sees(me.t('goals.latest', { now, year: 2023 }))
  const names = () => page.locator('main caption').allInnerTexts()
  const groups = await names()
  assert.ok(groups.length >= 5)
  // On phones the period that has targets, not the empty year.
  if (phone) assert.equal(await page.getByRole('button', { name: me.t('goals.quarter', { n: 1 }), exact: true }).getAttribute('aria-pressed'), 'true')
  await page.locator('main td a').first().waitFor()
  await me.look('latest')
  await me.button('goals.edit').click()
  await page.waitForURL(new RegExp(`year=${now}`))
  await me.button('goals.finish').click()
  await me.sees(me.t('goals.none', { year: now }))
  await me.look('this-year')
  await me.go('/group-targets?year=2023')
  await page.locator('main caption').first().waitFor()
  assert.equal(await page.getByText(me.t('goals.latest', { now, year: 2023 })).count(), 0, 'a year that was asked for needs no word')
  assert.deepEqual(await names(), groups)
}
