// A file is sent, looked at, corrected, imported with live progress, and its counts reconcile; then the way back.
import assert from 'node:assert/strict'

const CSV = '企业名称,统一社会信用代码,注册日期,注册资本,经营范围,所在省份,地区,备注\n演示风电齿轮箱有限公司,,2015-03-01,5000万人民币,风电齿轮箱的研发、生产、销售,江苏,南京,\n,,2019-02-30,见章程,轴承制造,辽宁,大连,\n'

export default async function (me) {
  const { page } = me
  await me.signIn()
  await me.go('/import')
  await me.look('empty')
  await me.field('imports.path').fill('../../etc/passwd')
  await me.button('imports.look').click()
  await page.getByRole('alert').first().waitFor()
  await page.locator('input[type=file]').setInputFiles({ name: 'registry.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) })
  await me.heading('imports.whose').waitFor()
  await me.look('preview')
  await page.screenshot({ path: `${me.folder}import-preview-whole.png`, fullPage: true })
  await me.field('imports.fieldOf', { header: '备注' }).click({ force: true })
  await page.getByRole('option', { name: me.t('imports.field.products'), exact: true }).click()
  await page.locator('.sample').first().waitFor()
  assert.ok(await me.button('imports.begin').isDisabled())
  await me.field('imports.publisher').fill('演示数据')
  await me.button('imports.begin').click()
  await page.getByRole('progressbar').first().waitFor()
  await me.look('running')
  await me.sees(me.t('imports.done'))
  await page.locator('tbody a').first().click()
  await me.heading('imports.reasons').waitFor()
  const counts = await page.evaluate(async (id) => (await fetch(`/api/v1/imports/${id}`)).json(), new URL(page.url()).pathname.split('/').pop())
  assert.equal(counts.rows_read, counts.accepted + counts.rejected + counts.duplicates)
  await me.look('done')
  const [file] = await Promise.all([page.waitForEvent('download'), me.button('imports.rejects').click()])
  assert.match(file.suggestedFilename(), /\.csv$/)
  await me.button('imports.rollback').first().click()
  await me.heading('imports.rollbackTitle').waitFor()
  await page.locator('dialog.confirm').getByRole('button', { name: me.t('imports.rollback'), exact: true }).click()
  await me.sees(me.t('imports.rolledBack'))
  await page.getByText(me.t('imports.state.rolled-back')).first().waitFor()
}
