// A visit written on the phone: with a network, without one, over a reload, with a mistake; nothing lost, nothing doubled.
import assert from 'node:assert/strict'
import { caller, dayFrom } from './trips.mjs'

export default async function (me) {
  const { page, context } = me
  me.allowed.push(/ERR_INTERNET_DISCONNECTED|Failed to fetch|net::ERR/)
  await me.signIn(undefined, '/visits/new')
  const call = caller(page)
  const mark = `e2e 虚构${Date.now() % 1e6}`
  const count = async (name) => (await call('GET', `/visits?q=${encodeURIComponent(name)}&limit=50`)).items.length
  const write = async (name, interest = 3) => {
    await page.locator('#visit-firm').fill(name)
    await page.locator('.five label').nth(interest).click()
  }
  await page.locator('#visit-firm').waitFor()
  await me.look('form')
  await me.button('visits.save').click()
  await me.sees(me.t('visits.need.firm'))
  await me.look('missing')

  // With a network, within a minute: timed as the steps of the page take.
  const begun = Date.now()
  await write(`${mark}甲有限公司`)
  await page.locator('#visit-needs').fill('需要 60 亩工业用地')
  await me.button('visits.addFollowUp').click()
  await page.locator('li textarea').first().fill('寄送政策汇编')
  await me.button('visits.quick.tomorrow').click()
  await me.look('filled')
  await me.button('visits.save').click()
  await me.heading('visits.sentTitle').waitFor()
  assert.ok(Date.now() - begun < 30_000)
  assert.equal(await count(`${mark}甲`), 1)
  await me.look('sent')
  await me.button('visits.another').click()

  // The browser has what it needs before the network goes.
  await me.until(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated', undefined, 20_000)
  await page.reload()
  await page.locator('#visit-firm').waitFor()
  await context.setOffline(true)
  await write(`${mark}乙有限公司`)
  await me.button('visits.saveHere').click()
  await me.heading('visits.keptTitle').waitFor()
  await me.button('visits.another').click()
  await page.locator('.kinds label').nth(1).click()
  await write(`${mark}乙有限公司`, 4)
  // The return visit is tied to the visit that was not sent yet.
  await page.waitForFunction(() => document.querySelector('#visit-cause')?.value)
  await me.button('visits.saveHere').click()
  await me.sees(me.t('visits.waitingN', { n: 2 }))
  await me.look('waiting')

  // Opened again without a network; half a visit is typed and the page is closed.
  await page.goto(`${me.server.url}/visits/new`)
  await me.sees(me.t('visits.waitingN', { n: 2 }))
  await write(`${mark}丙有限公司`)
  await page.waitForTimeout(600)
  await page.goto(`${me.server.url}/visits/new`)
  await me.sees(me.t('visits.restored'))
  assert.equal(await page.locator('#visit-firm').inputValue(), `${mark}丙有限公司`)
  await me.look('offline')
  // A mistake that only the server finds: a day to come.
  await page.locator('#visit-on').fill(dayFrom(3))
  await me.button('visits.saveHere').click()
  await me.sees(me.t('visits.waitingN', { n: 3 }))
  await me.go('/visits').catch(() => undefined)

  await context.setOffline(false)
  await me.go('/visits/new')
  await me.sees(me.t('visits.refusedN', { n: 1 }))
  await page.waitForFunction(() => document.querySelectorAll('.waiting li').length === 1)
  assert.equal(await count(`${mark}乙`), 2)
  assert.equal(await count(`${mark}丙`), 0)
  const { items } = await call('GET', `/visits?q=${encodeURIComponent(`${mark}乙`)}`)
  const back = items.find((one) => one.kind === 'return-visit')
  assert.equal(back.led_by, items.find((one) => one.kind === 'visit').id)
  await me.look('refused')
  await page.locator('.waiting').getByRole('button', { name: me.t('visits.editOf', { name: `${mark}丙有限公司` }) }).click()
  await page.locator('.field.wrong').first().waitFor()
  await me.look('correct')
  await page.locator('#visit-on').fill(dayFrom(0))
  await me.button('visits.save').click()
  await me.heading('visits.sentTitle').waitFor()
  assert.equal(await count(`${mark}丙`), 1)
  assert.equal(await page.locator('.waiting').count(), 0)
  assert.equal(await count(`${mark}甲`), 1)
}
