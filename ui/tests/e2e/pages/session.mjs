// Signing in: wrong password, slowing down, back to the page that was wanted, one-time password, the end of a session over a half-filled form.
import assert from 'node:assert/strict'

export default async function (me) {
  const { page } = me
  await me.go('/accounts/roles')
  assert.equal(new URL(page.url()).pathname, '/login')
  await me.look('login')
  // Another login than the administrator's: wrong passwords slow that one down.
  const wrong = async () => {
    await page.fill('input[name=login]', 'nobody.here')
    await page.fill('input[name=password]', 'wrong')
    const answered = page.waitForResponse((answer) => answer.url().endsWith('/session') && answer.request().method() === 'POST')
    await page.keyboard.press('Enter')
    return (await answered).status()
  }
  const answers = []
  while (answers.at(-1) !== 429 && answers.length < 8) {
    answers.push(await wrong())
    await page.getByRole('alert').waitFor()
    await page.waitForFunction(() => document.querySelector('input[name=password]').value === '')
  }
  assert.deepEqual(answers, [401, 401, 401, 401, 401, 429])
  assert.match(await page.getByRole('alert').innerText(), /\d+/)
  assert.ok(await me.button('session.signIn').isDisabled())
  await me.look('throttled')
  if (me.server.fixture) me.server.fixture.failures = 0
  await me.signIn(me.server.login, '/accounts/roles')
  await page.waitForURL('**/accounts/roles')
  await me.heading('nav.roles').waitFor()

  const call = (method, path, body) => page.evaluate(async ([m, p, b]) => {
    const { csrf_token: token } = await (await fetch('/api/v1/session')).json()
    const answer = await fetch(`/api/v1${p}`, { method: m, headers: { 'X-CSRF-Token': token, ...(b && { 'Content-Type': 'application/json' }) }, ...(b && { body: JSON.stringify(b) }) })
    return answer.status === 204 ? null : answer.json()
  }, [method, path, body])
  const login = `fresh${Date.now() % 1e6}`
  const made = me.server.fixture ? undefined : await call('POST', '/users', { login, name: '演示 新人', roles: ['member'] })

  // The session ends while a form is open: what was typed is still there, and is saved after signing in.
  const name = `氢能临时专班${Date.now() % 1e6}`
  await me.go('/accounts/groups/new')
  await me.field('accounts.nameZh').fill(name)
  await call('DELETE', '/session')
  await me.button('parts.save').click()
  await me.heading('session.expired').waitFor()
  await me.look('expired')
  await page.locator('dialog.again input[name=password]').fill(me.server.login.password)
  await page.locator('dialog.again').getByRole('button', { name: me.t('session.signIn'), exact: true }).click()
  await page.waitForURL('**/accounts/groups')
  const { items } = await call('GET', '/groups?limit=200')
  assert.ok(items.some((group) => group.name.zh === name))

  // A fresh account must set its own password first.
  await me.context.clearCookies()
  const fixtureUser = me.server.fixture?.users.find((user) => user.login === 'fresh')
  if (fixtureUser) fixtureUser.must_change_password = true
  const password = made?.one_time_password ?? fixtureUser?.password ?? 'correct horse'
  await me.signIn({ login: made ? login : 'fresh', password })
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
  await page.waitForURL((url) => url.pathname === '/chains')
  // A member does not manage users, and is told so.
  await me.go('/accounts/users')
  await me.heading('session.notAllowed').waitFor()
  assert.equal(await me.link('nav.users').count(), 0)
}
