// Users, groups, roles and the audit log; two people changing one record.
import assert from 'node:assert/strict'

export default async function (me) {
  const { page } = me
  const mark = `e2e${Date.now() % 1e6}`
  await me.signIn()

  await me.go('/accounts/users')
  await me.look('users')
  await me.button('accounts.newUser').click()
  await page.waitForURL('**/accounts/users/new')
  await me.field('session.login').fill(mark)
  await me.field('accounts.name').fill('演示 新同事')
  await me.look('new-user')
  await me.button('accounts.create').click()
  await me.heading('accounts.oneTime').waitFor()
  await me.look('one-time-password')
  await page.getByRole('dialog').getByRole('button', { name: me.t('app.close'), exact: true }).last().click()
  // The same login again: the message stands at its field.
  await me.go('/accounts/users/new')
  await me.field('session.login').fill(mark)
  await me.field('accounts.name').fill('演示 重名')
  await me.button('accounts.create').click()
  await page.getByRole('dialog').getByRole('alert').first().waitFor()

  // Somebody else saves while the panel is open.
  await me.go(`/accounts/users?q=${mark}`)
  await page.getByRole('link', { name: '演示 新同事' }).first().click()
  await me.button('parts.save').waitFor()
  const id = new URL(page.url()).pathname.split('/').pop()
  await page.evaluate(async (user) => {
    const { csrf_token: token } = await (await fetch('/api/v1/session')).json()
    const { version } = await (await fetch(`/api/v1/users/${user}`)).json()
    await fetch(`/api/v1/users/${user}`, { method: 'PATCH', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': token, 'If-Match': `"${version}"` }, body: JSON.stringify({ name: '演示 他人所改', email: 'other@example.org' }) })
  }, id)
  await me.field('accounts.name').fill('演示 我所改')
  await me.button('parts.save').click()
  await me.heading('parts.conflict.title').waitFor()
  await me.sees('演示 他人所改')
  await me.look('conflict')
  await me.button('parts.conflict.save').click()
  await page.waitForURL((url) => url.pathname === '/accounts/users')
  await page.getByRole('link', { name: '演示 我所改' }).waitFor()
  const saved = await page.evaluate(async (user) => (await fetch(`/api/v1/users/${user}`)).json(), id)
  assert.deepEqual([saved.name, saved.email], ['演示 我所改', 'other@example.org'])

  await me.go('/accounts/groups')
  await me.look('groups')
  const group = page.locator('tbody a').first()
  const name = await group.textContent()
  await group.click()
  await me.button('parts.save').waitFor()
  await me.look('group')
  await me.field('accounts.note').fill('每周一例会')
  // Leaving with unsaved words asks first.
  await page.keyboard.press('Escape')
  await me.heading('parts.discard').waitFor()
  await page.locator('dialog.confirm').getByRole('button', { name: me.t('parts.cancel'), exact: true }).click()
  assert.equal(await me.field('accounts.note').inputValue(), '每周一例会')
  await me.button('parts.save').click()
  await page.waitForURL((url) => url.pathname === '/accounts/groups')
  await page.getByRole('link', { name, exact: true }).first().waitFor()

  await me.go('/accounts/roles')
  assert.equal(await page.locator('thead th').count(), 8)
  await me.look('roles')

  await me.go('/accounts/audit')
  await page.locator('tbody tr').nth(2).waitFor()
  await me.look('audit')
  await page.locator('tbody tr').first().click({ position: { x: 20, y: 12 } })
  await me.sees('每周一例会')
  await me.look('audit-entry')
  await page.keyboard.press('Escape')
  await me.button('accounts.verify').click()
  await page.locator('.verdict').waitFor()
  assert.equal(await page.locator('.verdict.broken').count(), 0)
}
