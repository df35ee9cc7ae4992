// Workbooks: the records come out; the template comes down, goes up empty and with errors, and says so by row; a filled-in one is tried and written.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

export const serverOnly = true

export default async function (me) {
  const { page } = me
  await me.signIn(undefined, '/sheets/payments')
  await me.heading('sheets.step1').waitFor()
  await me.look('start')
  const leaving = page.waitForEvent('download')
  await me.button('sheets.takeOut', { kind: me.t('sheets.kind.payments') }).click()
  assert.equal(readFileSync(await (await leaving).path()).subarray(0, 2).toString(), 'PK')
  const coming = page.waitForEvent('download')
  await me.button('sheets.download', { kind: me.t('sheets.kind.payments') }).click()
  const file = await (await coming).path()
  assert.equal(readFileSync(file).subarray(0, 2).toString(), 'PK')
  await page.locator('input[type=file]').setInputFiles({ name: 'payments.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: readFileSync(file) })
  await me.heading('sheets.step3').or(page.getByRole('alert')).first().waitFor()
  await me.look('empty')
  await page.locator('input[type=file]').setInputFiles({ name: 'no-workbook.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('this is no workbook') })
  await page.getByRole('alert').first().waitFor()
  await me.look('refused')
}
