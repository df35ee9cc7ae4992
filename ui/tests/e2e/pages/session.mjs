// Signing in: wrong password, slowing down, back to the page that was wanted, one-time password, the end of a session over a half-filled form.
import assert from 'node:assert/strict'

export const fixtureOnly = true

export default async function (me) {
  const { page } = me
  await me.go('/accounts/roles')
  assert.equal(new URL(page.url()).pathname, '/login')
  await me.look('login')
  for (let round = 0; round < 5; ++round) {
    await page.fill('input[name=login]', 'admin')
    await page.fill('input[name=password]', 'wrong')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    await page.waitForFunction(() => document.querySelector('input[name=password]').value === '')
  }
  await page.fill('input[name=password]', 'wrong')
  await page.keyboard.press('Enter')
  await page.getByText(/30|29/).waitFor()
  assert.ok(await me.button('session.signIn').isDisabled())
  await me.look('throttled')
  me.server.fixture.failures = 0
  await page.reload()
  await me.signIn(me.server.login, '/accounts/roles')
  await page.waitForURL('**/accounts/roles')
  await me.heading('nav.roles').waitFor()

  // The session ends while a form is open: what was typed is still there, and is saved after signing in.
  await me.go('/accounts/groups/new')
  await me.field('accounts.nameZh').fill('氢能临时专班')
  me.server.fixture.sessions.clear()
  await me.button('parts.save').click()
  await me.heading('session.expired').waitFor()
  await me.look('expired')
  await page.locator('dialog.again input[name=password]').fill('correct horse')
  await page.locator('dialog.again').getByRole('button', { name: me.t('session.signIn'), exact: true }).click()
  await page.waitForURL('**/accounts/groups')
  assert.ok(me.server.fixture.groups.some((group) => group.name.zh === '氢能临时专班'))

  // A fresh account must set its own password first.
  await me.context.clearCookies()
  me.server.fixture.users.find((user) => user.login === 'fresh').must_change_password = true
  const password = me.server.fixture.users.find((user) => user.login === 'fresh').password ?? 'correct horse'
  await me.signIn({ login: 'fresh', password })
  await page.waitForURL('**/password')
  await me.go('/chains')
  await page.waitForURL('**/password?to=/chains')
  await page.fill('input[name=old]', password)
  await page.fill('input[name=new]', 'short')
  await me.sees(me.t('session.tooShort', { n: 10 }))
  await me.look('password')
  await page.fill('input[name=new]', `four unrelated words ${Math.random()}`)
  await page.fill('input[name=again]', await page.inputValue('input[name=new]'))
  await me.button('session.change').click()
  await page.waitForURL('**/chains')
  // A member does not manage users, and is told so.
  await me.go('/accounts/users')
  await me.heading('session.notAllowed').waitFor()
  assert.equal(await me.link('nav.users').count(), 0)
}
