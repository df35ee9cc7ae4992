// Every key stands in both languages with the same placeholders; every key used exists; every key is used.
// A key made at run time is announced in the source by a comment "i18n: prefix.*" (or is used as t(`prefix.${x}`)).
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../src', import.meta.url))
const messages = {}
for (const language of ['zh', 'en']) {
  messages[language] = new Map()
  const add = (prefix, value) => {
    if (typeof value === 'string') messages[language].set(prefix, value)
    else for (const [key, child] of Object.entries(value)) add(`${prefix}.${key}`, child)
  }
  for (const file of readdirSync(join(root, 'i18n', language))) add(file.replace(/\.json$/, ''), JSON.parse(readFileSync(join(root, 'i18n', language, file), 'utf8')))
}
const sources = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(vue|ts)$/.test(entry.name) && entry.name !== 'contract.ts')
  .map((entry) => ({ file: join(entry.parentPath ?? entry.path, entry.name) }))
for (const source of sources) source.text = readFileSync(source.file, 'utf8')

const wrong = []
const holes = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort().join()
for (const [key, text] of messages.zh) {
  if (!messages.en.has(key)) wrong.push(`${key}: no English`)
  else if (holes(text) !== holes(messages.en.get(key))) wrong.push(`${key}: placeholders differ`)
}
for (const key of messages.en.keys()) if (!messages.zh.has(key)) wrong.push(`${key}: no Chinese`)

const used = new Set()
const prefixes = new Set()
const spaces = new Set([...messages.zh.keys()].map((key) => key.split('.')[0]))
for (const { file, text } of sources) {
  for (const match of text.matchAll(/i18n: ([\w.-]+\.)\*/g)) prefixes.add(match[1])
  for (const match of text.matchAll(/(?:\bt|\$t|keypath=)[("]*`([\w.-]+\.)\$\{/g)) prefixes.add(match[1])
  for (const match of text.matchAll(/\$?\bt\(\s*['"]([\w.-]+)['"]/g)) {
    used.add(match[1])
    if (!messages.zh.has(match[1])) wrong.push(`${file.slice(root.length + 1)}: ${match[1]} does not exist`)
  }
  for (const match of text.matchAll(/['"`](\w+(?:\.[\w-]+)+)['"`]/g)) if (spaces.has(match[1].split('.')[0])) used.add(match[1])
}
for (const key of messages.zh.keys()) if (!used.has(key) && ![...prefixes].some((prefix) => key.startsWith(prefix))) wrong.push(`${key}: not used`)

for (const line of wrong) console.error(line)
console.log(`${messages.zh.size} texts in two languages, ${wrong.length} wrong`)
if (wrong.length > 0) process.exit(1)
