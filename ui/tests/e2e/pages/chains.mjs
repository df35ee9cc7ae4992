// The chain map: paths on hover, a node and its panel, measures, table; a coefficient edited with live check, saved, and the version before it restored.
import assert from 'node:assert/strict'

export const serverOnly = true

export default async function (me) {
  const { page, phone } = me
  await me.signIn(undefined, '/chains')
  await page.locator('main h1').first().waitFor()
  await page.waitForLoadState('networkidle')
  await me.look('all')

  await me.go('/chains/wind')
  const node = (id) => page.locator(`.chain-picture [data-node="${id}"]`)
  await node('wind.gearbox').waitFor()
  const { nodes, edges } = await page.evaluate(async () => (await fetch('/api/v1/chains/wind')).json())
  assert.equal(await page.locator('.chain-picture [data-node]').count(), nodes.length)
  // The label that is read out begins with the name that is seen.
  const labels = await page.locator('.chain-picture [data-node]').evaluateAll((all) => all.map((one) => [one.dataset.node, one.getAttribute('aria-label')]))
  for (const [id, label] of labels) assert.ok(label.startsWith(nodes.find((one) => one.id === id).name[me.language]), label)
  await me.look('map')

  // What feeds a node and what it feeds.
  if (!phone) {
    await node('wind.gearbox').hover()
    await page.locator('.lit-edge').first().waitFor()
    const touching = edges.filter((edge) => edge.from === 'wind.gearbox' || edge.to === 'wind.gearbox').length
    assert.equal(await page.locator('.lit-edge.near').count(), touching)
    assert.ok((await page.locator('.node.dim').count()) > 0)
    assert.match(await page.locator('.canvas .hint').innerText(), /\d/)
    await me.look('path')
    await page.mouse.move(5, 300)
    await page.waitForFunction(() => !document.querySelector('.lit-edge'))
  }

  // Found by name, the panel opens with its arithmetic.
  await page.locator('.map-toolbar .search input').fill(me.language === 'en' ? 'Gearbox' : '齿轮箱')
  await page.locator('.el-autocomplete-suggestion li:visible').first().click()
  await page.waitForURL(/node=wind\.gearbox/)
  const panel = page.locator('.node-panel')
  await panel.getByRole('heading', { name: me.t('chains.panel.demand'), exact: true }).waitFor()
  assert.match(page.url(), /node=wind\.gearbox(&|$)/)
  await page.waitForLoadState('networkidle')
  assert.ok((await panel.locator('.block').count()) >= 4)
  await me.look('panel')
  await panel.getByRole('button', { name: me.t('app.close'), exact: true }).click()
  await page.waitForURL((url) => !url.searchParams.has('node'))

  // Another measure changes the sizes, and the address says which.
  const sizes = () => page.locator('.chain-picture [data-node]').evaluateAll((all) => all.map((one) => `${one.dataset.node} ${/size-\d/.exec(one.getAttribute('class'))[0]}`).sort().join())
  const before = await sizes()
  if (phone) {
    await page.locator('.map-toolbar').getByRole('button', { name: me.t('chains.filters'), exact: true }).click()
    await page.locator('.el-popover:visible').getByText(me.t('chains.measure.demand'), { exact: true }).first().click()
  } else await page.locator('.map-toolbar').getByText(me.t('chains.measure.demand'), { exact: true }).click()
  await page.waitForURL(/measure=demand/)
  await page.waitForTimeout(400)
  if (phone) {
    await me.look('filters')
    await page.keyboard.press('Escape')
  }
  assert.notEqual(await sizes(), before)

  await page.locator('.map-toolbar').getByText(me.t('chains.view.table'), { exact: true }).click()
  await page.waitForURL(/view=table/)
  await page.locator('.body tbody tr').first().waitFor()
  assert.equal(await page.locator('.body tbody tr').count(), nodes.length)
  await page.locator('.body thead button').first().click()
  await me.look('table')
  await page.locator('.map-toolbar').getByText(me.t('chains.view.map'), { exact: true }).click()
  await page.waitForURL((url) => !url.searchParams.has('view'))
  if (phone) return // a map is edited at a desk

  // Edited: a wrong coefficient is told while typing, undone, a right one saved.
  const documentNow = () => page.evaluate(async () => (await fetch('/api/v1/chains/wind/document')).json())
  const coefficient = (document) => document.edges.find((edge) => edge.from === 'wind.casting' && edge.to === 'wind.hub').coefficient
  const start = await documentNow()
  const was = coefficient(start.document)
  await me.button('chains.edit.start').click()
  await page.locator('.edit-bar').waitFor()
  await node('wind.hub').click()
  await page.locator('.edit-panel .edges li').first().waitFor()
  await me.look('edit-node')
  const name = nodes.find(({ id }) => id === 'wind.casting').name[me.language]
  await page.locator('.edit-panel .edges').getByRole('button', { name, exact: true }).click()
  const low = page.getByLabel(`${me.t('chains.edit.coefficient')} ${me.t('chains.edit.low')}`)
  const high = page.getByLabel(`${me.t('chains.edit.coefficient')} ${me.t('chains.edit.high')}`)
  assert.equal(Number(await low.inputValue()), was)
  await low.fill('50')
  await low.press('Tab')
  await page.locator('.edit-bar .state.bad').waitFor()
  await page.locator('.edit-panel .error').first().waitFor()
  await me.look('edit-wrong')
  await me.button('chains.edit.undo').click()
  await me.sees(me.t('chains.edit.unchanged'))
  await low.fill('')
  await low.press('Tab')
  await low.fill(String(was + 2))
  await low.press('Tab')
  await high.fill(String(was + 2))
  await high.press('Tab')
  await me.sees(me.t('chains.edit.sound'))
  await page.locator('.edit-bar').getByRole('button', { name: me.t('chains.edit.save'), exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(me.t('chains.edit.note')).fill('按新机型轮毂图纸')
  await page.waitForTimeout(300)
  await me.look('edit-save')
  await dialog.getByRole('button', { name: me.t('chains.edit.save'), exact: true }).click()
  await me.sees(me.t('chains.edit.saved', { n: start.version + 1 }))
  const saved = await documentNow()
  assert.equal(saved.version, start.version + 1)
  assert.equal(coefficient(saved.document), was + 2)

  await page.locator('.edit-bar').getByRole('button', { name: me.t('chains.edit.leaveEditing'), exact: true }).click()
  await page.locator('.edit-bar').waitFor({ state: 'hidden' })
  await me.button('chains.versions').click()
  const versions = page.locator('.version')
  await versions.nth(1).waitFor()
  await me.sees('按新机型轮毂图纸')
  assert.ok((await versions.first().locator('.changes li').count()) >= 1)
  await page.waitForTimeout(300)
  await me.look('versions')
  await versions.nth(1).getByRole('button', { name: me.t('chains.restore'), exact: true }).click()
  await page.getByText(me.t('chains.restored', { n: start.version, version: start.version + 2 })).first().waitFor()
  assert.equal(coefficient((await documentNow()).document), was)
}
