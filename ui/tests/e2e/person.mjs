// A person at the browser: finds things by role and words of the chosen language, takes pictures, minds accessibility and errors.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const texts = (language, file) => JSON.parse(readFileSync(fileURLToPath(new URL(`../../src/i18n/${language}/${file}.json`, import.meta.url)), 'utf8'))

export class Person {
  static async arrive({ browser, server, language, size, viewport, folder, theme, scenario }) {
    const context = await browser.newContext({ viewport, locale: language === 'en' ? 'en-GB' : 'zh-CN', hasTouch: size === 'phone', acceptDownloads: true, reducedMotion: 'reduce' })
    await context.addInitScript(([l, t]) => {
      if (!localStorage.getItem('lianzhao.language')) localStorage.setItem('lianzhao.language', l)
      localStorage.setItem('lianzhao.theme', t)
    }, [language, theme])
    const person = new Person()
    Object.assign(person, { context, server, language, size, folder, scenario, page: await context.newPage(), errors: [], allowed: [/status of (401|403|404|409|422|429)/] })
    person.page.setDefaultTimeout(10_000)
    person.page.on('pageerror', (error) => person.errors.push(`error: ${error.message}`))
    person.page.on('console', (message) => message.type() === 'error' && person.errors.push(message.text()))
    // The console does not say which address was asked for.
    person.page.on('response', (answer) => [400, 500].includes(answer.status()) && person.errors.push(`${answer.status()}: ${answer.url()}`))
    return person
  }

  /** The text of a key in the language of the page. */
  t(key, values = {}) {
    const [file, ...path] = key.split('.')
    const text = path.reduce((value, part) => value?.[part], texts(this.language, file))
    assert.equal(typeof text, 'string', `${key} is no text`)
    return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
  }

  get phone() {
    return this.size === 'phone'
  }

  async signIn({ login, password } = this.server.login, to = '/') {
    await this.page.goto(this.server.url + to)
    await this.page.fill('input[name=login]', login)
    await this.page.fill('input[name=password]', password)
    await this.button('session.signIn').click()
    await this.page.waitForURL((url) => url.pathname !== '/login')
    // A one-time password is changed first; the others of the run sign in with the new one.
    if (new URL(this.page.url()).pathname === '/password' && (this.server.login.login === login || this.ownPassword)) {
      const fresh = 'four unrelated words here'
      await this.page.fill('input[name=old]', password)
      await this.page.fill('input[name=new]', fresh)
      await this.page.fill('input[name=again]', fresh)
      await this.button('session.change').click()
      await this.page.waitForURL((url) => url.pathname !== '/password')
      if (this.server.login.login === login) this.server.login.password = fresh
    }
  }

  button(key, values) {
    return this.page.getByRole('button', { name: this.t(key, values), exact: true })
  }
  link(key, values) {
    return this.page.getByRole('link', { name: this.t(key, values), exact: true })
  }
  field(key, values) {
    // Exactly this label, with or without the star of what must be filled in; in the panel, when one is open.
    const label = new RegExp(`^${this.t(key, values).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\*?$`)
    return this.page.getByLabel(label).and(this.page.locator('input:visible, textarea:visible')).last()
  }
  heading(key, values) {
    return this.page.getByRole('heading', { name: this.t(key, values), exact: true })
  }

  async go(path) {
    await this.page.goto(this.server.url + path)
    await this.page.waitForLoadState('networkidle')
  }

  /** Draws one thing onto another until what that opens is there: on a busy machine a page that is still settling may lose the mouse. */
  async draw(from, to, opened) {
    for (let tries = 0; tries < 3; ++tries) {
      await from.dragTo(to, { timeout: 3000 }).catch(() => {})
      if (await opened.waitFor({ timeout: 3000 }).then(() => true, () => false)) return
    }
    await opened.waitFor()
  }

  /** Asks the page until the answer is yes. page.waitForFunction takes the promise of a question that takes time for a yes. */
  async until(ask, argument, timeout = 10_000) {
    const end = Date.now() + timeout
    while (!(await this.page.evaluate(ask, argument))) {
      assert.ok(Date.now() < end, `not so after ${timeout} ms: ${ask}`)
      await this.page.waitForTimeout(100)
    }
  }

  async sees(text) {
    await this.page.getByText(text).first().waitFor()
  }

  /** A picture of the page as it stands, and what axe and the eye for width say about it. */
  async look(name) {
    await this.page.waitForTimeout(150)
    await this.page.screenshot({ path: `${this.folder}${this.scenario}-${name}.png` })
    await this.page.evaluate(axe)
    const violations = await this.page.evaluate(async () => {
      const found = await globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] })
      // The name of a node on the map stands in several lines of text, which axe takes for several words: its label is looked at by the map's own test.
      const label = (rule) => rule.id !== 'label-content-name-mismatch'
      return found.violations.map((rule) => ({ ...rule, nodes: rule.nodes.filter((node) => label(rule) || !node.html.includes('data-node=')) })).filter((rule) => rule.nodes.length)
    })
    assert.equal(violations.map((found) => `${found.id}: ${found.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`).join(' | ')}`).join('\n'), '', `accessibility of ${this.scenario}-${name}`)
    await this.page.waitForFunction(() => document.documentElement.scrollWidth <= innerWidth, undefined, { timeout: 1000 }).catch(() => undefined)
    const [inner, width] = await this.page.evaluate(() => [innerWidth, document.documentElement.scrollWidth])
    const wide = width <= inner ? [] : await this.page.evaluate(() => [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > innerWidth + 1).map((element) => element.outerHTML.slice(0, 120)))
    assert.ok(width <= inner, `${this.scenario}-${name} is ${width} wide in a window of ${inner}: ${wide.slice(0, 3).join(' | ')}`)
    const raw = await this.page.evaluate(() => /\b(app|nav|parts|session|overview|accounts|imports|me|notices|chains|targets|lists|firms|leads|projects|landing|capital|sheets|records|today|trips|visits|plans|goals)\.(?!md\b)[a-z]+[A-Za-z.]*\b/.exec(document.body.innerText)?.[0])
    assert.equal(raw, undefined, `a key is shown instead of its text: ${raw}`)
  }

  assertQuiet() {
    const loud = this.errors.filter((text) => !this.allowed.some((pattern) => pattern.test(text)))
    assert.deepEqual(loud, [], 'errors in the browser')
  }

  /** Another person at another browser, on the same server. */
  async another() {
    return Person.arrive({ browser: this.context.browser(), server: this.server, language: this.language, size: this.size, viewport: this.page.viewportSize(), folder: this.folder, theme: await this.page.evaluate(() => localStorage.getItem('lianzhao.theme') ?? 'light'), scenario: this.scenario })
  }

  leave() {
    return this.context.close()
  }
}
