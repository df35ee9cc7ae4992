// dist/service-worker.js: worker/service-worker.js with the files that the shell and the visit form need, by the manifest of the build.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const dist = path('../dist/')
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'))
const ROOTS = ['index.html', 'src/i18n/zh.ts', 'src/i18n/en.ts', 'src/pages/visits/QuickVisitPage.vue', 'src/shell/WaitingNote.vue', 'src/shell/SignInAgain.vue', 'src/pages/session/NowherePage.vue']
const files = new Set(['/', '/icon.svg'])
const take = (key) => {
  const chunk = manifest[key]
  if (!chunk) throw new Error(`${key} is not in the manifest`)
  if (files.has(`/${chunk.file}`)) return
  files.add(`/${chunk.file}`)
  for (const file of chunk.css ?? []) files.add(`/${file}`)
  for (const other of chunk.imports ?? []) take(other)
}
ROOTS.forEach(take)
const list = [...files].sort()
const version = createHash('sha256').update(readFileSync(`${dist}index.html`)).update(list.join()).digest('hex').slice(0, 12)
const source = readFileSync(path('../worker/service-worker.js'), 'utf8')
writeFileSync(`${dist}service-worker.js`, source.replace('/* VERSION */', version).replace("['/* FILES */']", JSON.stringify(list)))
