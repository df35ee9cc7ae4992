// Lists: made, changed in place, two people at one firm, taken off and back, closed.
import assert from 'node:assert/strict'

export default async function (me) {
  const { page } = me
  await me.signIn(undefined, '/lists')
  await me.button('lists.newList').waitFor()
  await me.look('lists')
  await me.button('lists.newList').click()
  const name = `e2e ${Date.now() % 1e6}`
  await me.field('lists.name').fill(name)
  await page.waitForTimeout(300)
  await me.look('new')
  await me.button('parts.save').click()
  await page.getByRole('heading', { name, exact: true }).waitFor()
  await me.sees(me.t('lists.noFirms'))
  await me.look('empty')
  const id = new URL(page.url()).pathname.split('/').pop()
  const call = (method, path, body, version) => page.evaluate(async ([m, p, b, v]) => {
    const { csrf_token: token } = await (await fetch('/api/v1/session')).json()
    const answer = await fetch(`/api/v1${p}`, { method: m, headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': token, ...(v && { 'If-Match': `"${v}"` }) }, ...(b && { body: JSON.stringify(b) }) })
    const body = await answer.json()
    if (!answer.ok) throw new Error(`${m} ${p}: ${JSON.stringify(body)}`)
    return body
  }, [method, path, body, version])
  const { nodes } = await page.evaluate(async () => (await fetch('/api/v1/targets?node=wind.gearbox&top=6')).json())
  await call('POST', `/target-lists/${id}/items`, { firms: nodes[0].targets.slice(0, 5).map(({ firm, score }) => ({ firm, node: 'wind.gearbox', score })) })
  await page.reload()
  const rows = page.locator('tr[data-row]')
  await rows.nth(4).waitFor()

  // In place.
  await rows.nth(0).locator('select').first().selectOption('contacting')
  await rows.nth(1).locator('select').first().selectOption('negotiating')
  await rows.nth(2).locator('button.note').click()
  await page.locator('textarea').last().fill('约下周三电话')
  await page.keyboard.press('Control+Enter')
  await me.sees('约下周三电话')
  await page.waitForTimeout(300)
  await me.look('list')

  // Somebody else was faster.
  const { items } = await page.evaluate(async (list) => (await fetch(`/api/v1/target-lists/${list}`)).json(), id)
  assert.deepEqual(items.slice(0, 3).map(({ status }) => status), ['contacting', 'negotiating', 'new'])
  assert.equal(items[2].note, '约下周三电话')
  await call('PATCH', `/target-lists/${id}/items/${items[3].id}`, { status: 'dropped', note: '他人所记' }, items[3].version)
  await rows.nth(3).locator('select').first().selectOption('visited')
  await me.heading('parts.conflict.title').waitFor()
  await me.sees('他人所记')
  await me.look('conflict')
  await me.button('parts.conflict.save').click()
  await me.until(async ([list, item]) => (await (await fetch(`/api/v1/target-lists/${list}`)).json()).items.find((one) => one.id === item).status === 'visited', [id, items[3].id])
  const after = await page.evaluate(async (list) => (await fetch(`/api/v1/target-lists/${list}`)).json(), id)
  assert.equal(after.items[3].note, '他人所记')

  // Off the list and back again.
  const first = await rows.first().locator('a').first().innerText()
  await rows.first().locator('button.off').click()
  await page.waitForFunction(() => document.querySelectorAll('tr[data-row]').length === 4)
  await me.button('lists.undo').click()
  await page.waitForFunction(() => document.querySelectorAll('tr[data-row]').length === 5)
  const back = (await page.evaluate(async (list) => (await fetch(`/api/v1/target-lists/${list}`)).json(), id)).items.find((item) => item.name === first)
  assert.equal(back.status, 'contacting')

  await page.locator('.states button').nth(4).click()
  await page.waitForURL(/status=negotiating/)
  assert.equal(await rows.count(), 1)
  await page.locator('.states button').first().click()
  await me.button('lists.close').click()
  await page.locator('dialog.confirm').getByRole('button', { name: me.t('lists.close'), exact: true }).click()
  await me.sees(me.t('lists.isClosed'))
  assert.equal(await page.locator('tr[data-row] select').count(), 0)
  await me.look('closed')
  await me.button('lists.reopen').click()
  await page.locator('tr[data-row] select').first().waitFor()
}
