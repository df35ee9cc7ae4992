// Every list by the keyboard: j and k and the arrows move, Enter opens; headings sort by what the server can sort by.
import assert from 'node:assert/strict'
import { api, mark, someGroup, someProject } from '../records.mjs'

export const serverOnly = true

export default async function (me) {
  const { page } = me
  await me.signIn()
  const group = await someGroup(me)
  for (const round of [1, 2]) await someProject(me, { group: group.id, name: `演示 按键 ${round} ${mark()}` })
  await api(me, 'POST', '/target-lists', { name: `演示 按键 ${mark()}`, group: group.id, note: '' })
  const lists = { '/leads': /\/leads\/./, '/projects?view=table': /\/projects\/./, '/trips': /\/trips\/./, '/visits': /\/visits\/./, '/capital/payments': /\/payments\/./, '/lists': /\/lists\/./, '/firms': undefined, '/accounts/users': /\/users\/./, '/chains/records/firms': undefined }
  for (const [path, opened] of Object.entries(lists)) {
    await me.go(path)
    const row = (index) => page.locator('main tr[data-row]').nth(index)
    await row(0).waitFor()
    const several = (await page.locator('main tr[data-row]').count()) > 1
    await page.keyboard.press('j')
    assert.ok(await row(0).evaluate((element) => element === document.activeElement), `j comes to the first row of ${path}`)
    if (several) {
      await page.keyboard.press('j')
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('k')
      assert.ok(await row(0).evaluate((element) => element === document.activeElement), `k comes back to the first row of ${path}`)
    }
    // The server refuses what it cannot sort by, which the browser tells as an error.
    const heads = page.locator('main th button.sort:visible')
    for (let index = 0; index < (await heads.count()); index++) {
      await heads.nth(index).click()
      await page.waitForTimeout(60)
      await page.waitForFunction(() => !document.querySelector('main table[aria-busy=true]'))
      assert.equal(await page.locator('main .error-state').count(), 0, `heading ${index} of ${path}`)
    }
    if (!opened) continue
    await me.go(path)
    await row(0).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(opened)
  }
  me.assertQuiet()
}
