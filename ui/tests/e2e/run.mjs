// Drives the pages in Chromium as a person would: each of tests/e2e/pages/*.mjs, in Chinese and English, at desktop and phone size.
// Pictures go to build/e2e/LANGUAGE-SIZE/. After each step axe looks at the page (WCAG 2.2 A and AA).
//
//   npm run e2e                                   with the fixture server (tests/fixture-server.mjs)
//   npm run e2e -- --server ../build/lianzhao     with the real one, in a fresh home folder
//   npm run e2e -- --only accounts --lang en --size phone
//   npm run e2e -- --crosswise                     Chinese on the desktop and English on the phone alone: half the time
import { readdirSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { Person } from './person.mjs'
import { startFixture, startServer } from './server.mjs'

const { values: options } = parseArgs({ options: { server: { type: 'string' }, only: { type: 'string' }, lang: { type: 'string' }, size: { type: 'string' }, theme: { type: 'string', default: 'light' }, crosswise: { type: 'boolean', default: false } } })
const here = fileURLToPath(new URL('.', import.meta.url))
const pictures = fileURLToPath(new URL('../../../build/e2e/', import.meta.url))
const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }

const scenarios = []
for (const file of readdirSync(`${here}pages`).sort()) if (file.endsWith('.mjs') && (!options.only || file.includes(options.only))) scenarios.push({ name: file.replace('.mjs', ''), ...(await import(`./pages/${file}`)) })

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
let failed = 0
let passed = 0
const running = new Set()
// Interrupted, no server stays behind.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void Promise.allSettled([...running].map((server) => server.stop())).then(() => process.exit(130)))

async function drive(language, size) {
  const folder = `${pictures}${language}-${size}${options.theme === 'dark' ? '-dark' : ''}/`
  await mkdir(folder, { recursive: true })
  const server = options.server ? await startServer(options.server) : await startFixture()
  running.add(server)
  try {
    for (const scenario of scenarios) {
      if (!options.server && scenario.serverOnly) continue
      const person = await Person.arrive({ browser, server, language, size, viewport: SIZES[size], folder, theme: options.theme, scenario: scenario.name })
      const begun = Date.now()
      try {
        await scenario.default(person)
        person.assertQuiet()
        passed++
        console.log(`ok   ${language} ${size} ${scenario.name} ${Date.now() - begun} ms`)
      } catch (error) {
        failed++
        console.log(`FAIL ${language} ${size} ${scenario.name}: ${error.stack ?? error}${person.errors.length ? `\nin the browser: ${person.errors.slice(-3).join(" | ")}` : ""}`)
        await person.page.screenshot({ path: `${folder}FAIL-${scenario.name}.png` }).catch(() => undefined)
      }
      await person.leave()
    }
  } finally {
    running.delete(server)
    await server.stop()
  }
}

// The languages side by side, each with servers of its own.
await Promise.all((options.lang ? [options.lang] : ['zh', 'en']).map(async (language) => {
  const sizes = options.size ? [options.size] : options.crosswise ? [language === 'zh' ? 'desktop' : 'phone'] : ['desktop', 'phone']
  for (const size of sizes) await drive(language, size)
}))
await browser.close()
console.log(`${passed} passed, ${failed} failed; pictures in build/e2e`)
process.exit(failed ? 1 : 0)
