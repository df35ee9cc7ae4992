// What the browser must load before the first page answers: entry, shell, one language, the start page. Fails above 400 KB of gzip script.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const limit = 400 * 1024
const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'))
const first = ['index.html', 'src/i18n/zh.ts', 'src/pages/overview/OverviewPage.vue', 'src/pages/session/LoginPage.vue']
const scripts = new Set()
const styles = new Set()
const take = (key) => {
  const chunk = manifest[key]
  if (!chunk) throw new Error(`${key} is not in the manifest`)
  if (scripts.has(chunk.file)) return
  scripts.add(chunk.file)
  for (const file of chunk.css ?? []) styles.add(file)
  for (const other of chunk.imports ?? []) take(other)
}
first.forEach(take)
const gzip = (files) => [...files].reduce((sum, file) => sum + gzipSync(readFileSync(dist + file)).length, 0)
const script = gzip(scripts)
console.log(`First page: ${(script / 1024).toFixed(0)} KB gzip of script in ${scripts.size} files (limit ${limit / 1024}), ${(gzip(styles) / 1024).toFixed(0)} KB of style`)
if (script > limit) process.exit(1)
