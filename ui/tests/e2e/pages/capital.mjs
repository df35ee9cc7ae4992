// Arrived capital: growth from entries, each figure with its records, entering, auditing, counter-entries, rules, closes.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { api, someGroup, someProject } from '../records.mjs'

export const serverOnly = true

export default async function (me) {
  const { page } = me
  await me.signIn()
  const group = await someGroup(me)
  const project = await someProject(me, { group: group.id, agreement_on: '2022-01-01' })
  const pay = async (on, yuan, more = {}) => {
    const payment = await api(me, 'POST', '/payments', { id: randomUUID(), project: project.id, on, amount_fen: yuan * 100, origin: 'other-province', use: 'fixed-investment', evidence: 'bank-voucher', ...more })
    return api(me, 'POST', `/payments/${payment.id}/audit`, { state: 'passed', on })
  }
  const before = await api(me, 'GET', '/capital/summary?year=2023&month=3')
  for (const [month, yuan] of [['01', 30_000_000], ['02', 20_000_000], ['03', 50_000_000], ['06', 70_000_000]]) await pay(`2022-${month}-15`, yuan)
  for (const [month, yuan] of [['01', 41_710_000], ['02', 40_000_000], ['03', 70_000_000]]) await pay(`2023-${month}-16`, yuan, month === '02' ? { origin: 'abroad' } : {})

  await me.go('/capital?year=2023&month=3')
  if (!before.cumulative_fen && !before.same_period_fen) await me.sees('+51.71%')
  await me.heading('capital.forecast', { year: 2023 }).waitFor()
  await page.waitForTimeout(400)
  await me.look('summary')
  await page.screenshot({ path: `${me.folder}capital-summary-whole.png`, fullPage: true })
  // Each figure opens its payments, and they sum to it.
  const summary = await api(me, 'GET', '/capital/summary?year=2023&month=3')
  await page.getByRole('link', { name: new RegExp(me.t('capital.cumulative', { year: 2023, month: 3 })) }).first().click()
  await page.waitForURL('**/capital/payments?**')
  await page.locator('tr[data-row]').first().waitFor()
  await me.sees(new Intl.NumberFormat(me.language === 'en' ? 'en-GB' : 'zh-CN', { minimumFractionDigits: 2 }).format(summary.cumulative_fen / 100))
  await me.look('records')

  await me.go(`/capital/payments?project=${project.id}`)
  await me.button('capital.add').click()
  await me.field('capital.amount').fill('1200')
  await me.field('capital.on').fill('2023-04-03')
  await page.getByRole('dialog').locator('.el-select').filter({ has: page.getByRole('combobox', { name: me.t('capital.origin'), exact: true }) }).click()
  await page.getByRole('option', { name: me.t('records.origin.other-province'), exact: true }).click()
  await me.sees(me.t('capital.isYuan', { yuan: '12,000,000.00' }))
  await page.waitForTimeout(300)
  await me.look('enter')
  await me.button('capital.enter').click()
  await me.button('capital.do.passed').click()
  await page.waitForTimeout(200)
  await me.look('audit')
  await me.field('records.day').fill('2023-04-10')
  await page.locator('form.act').getByRole('button', { name: me.t('capital.do.passed'), exact: true }).click()
  await page.locator('form.act').waitFor({ state: 'detached' })
  await me.button('capital.do.reverse').click()
  await me.field('records.day').fill('2023-04-20')
  await me.field('records.reason').fill('重复登记')
  await page.locator('form.act').getByRole('button', { name: me.t('capital.do.reverse'), exact: true }).click()
  await page.getByRole('button', { name: me.t('capital.openOther'), exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await me.sees(me.t('capital.counterEntry'))
  await page.locator('.toolbar').getByText(project.name).first().waitFor({ state: 'attached' })
  await me.look('ledger')
  const { items } = await api(me, 'GET', `/payments?project=${project.id}&limit=100`)
  assert.equal(items.filter((one) => one.amount_fen === 1_200_000_000 || one.amount_fen === -1_200_000_000).length, 2)

  await me.go('/capital/rules')
  await me.sees(me.t('capital.inForce'))
  await me.look('rules')
  await me.button('capital.newRule').click()
  await page.waitForTimeout(300)
  await me.look('new-rule')
  await page.keyboard.press('Escape')
  await me.go('/capital/closes')
  await me.heading('capital.closes').waitFor()
  await page.waitForTimeout(200)
  await me.look('closes')
}
