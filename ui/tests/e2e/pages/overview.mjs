// The start page, the palette, shortcuts, notices, language and theme.
import assert from 'node:assert/strict'

export default async function (me) {
  const { page } = me
  await me.signIn()
  await me.heading('overview.gaps').waitFor()
  await page.locator('article.cell svg[role=img], article.cell svg').first().waitFor()
  assert.equal(await page.locator('article.cell').count(), 6)
  await me.look('start')
  await page.screenshot({ path: `${me.folder}overview-whole.png`, fullPage: true })

  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), me.t('app.skip'))
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main')

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill(me.language === 'en' ? 'Gearbox' : '齿轮箱')
  await page.getByRole('option').filter({ hasText: me.language === 'en' ? 'Gearbox' : '齿轮箱' }).first().waitFor()
  await me.look('palette')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/chains\/wind\?node=/)
  await me.go('/')
  await page.keyboard.press('?')
  await me.heading('app.shortcuts').waitFor()
  await me.look('shortcuts')
  await page.keyboard.press('Escape')
  await me.heading('app.shortcuts').waitFor({ state: 'hidden' })
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await page.waitForURL('**/me')
  await me.heading('me.account').waitFor()
  await me.look('me')

  if (me.phone) {
    await me.button('app.more').click()
    await page.getByRole('dialog').getByRole('link', { name: me.t('nav.me'), exact: true }).waitFor()
    await me.look('drawer')
    await page.keyboard.press('Escape')
  }
  const other = me.language === 'en' ? '中文' : 'English'
  await page.getByText(other, { exact: true }).first().click()
  await page.waitForFunction((lang) => document.documentElement.lang === lang, me.language === 'en' ? 'zh-CN' : 'en')
  await page.getByText(me.language === 'en' ? 'English' : '中文', { exact: true }).first().click()
  await page.waitForFunction((lang) => document.documentElement.lang === lang, me.language === 'en' ? 'en' : 'zh-CN')
  await page.getByText(me.t('app.dark'), { exact: true }).first().click()
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark')
  await me.look('me-dark')
  await me.go('/notices')
  await me.heading('nav.notices').waitFor()
  await me.look('notices')
  await me.go('/no/such/page')
  await me.heading('session.nowhere').waitFor()
}
