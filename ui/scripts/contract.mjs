// Bundles ../api/openapi.yaml and makes src/api/contract.ts and src/api/limits.ts of it (all generated, none is kept in
// git): the types, and how many characters the texts of each body may have.
// With --publish the bundle is put into dist/openapi.json, where the server finds it.
import openapiTS, { astToString } from 'openapi-typescript'
import { bundle, loadConfig } from '@redocly/openapi-core'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const config = await loadConfig({ configPath: path('../../api/redocly.yaml') })
const { bundle: result, problems } = await bundle({ config, ref: path('../../api/openapi.yaml') })
for (const problem of problems) console.error(`${problem.severity}: ${problem.message} ${problem.location?.[0]?.pointer ?? ''}`)
if (problems.some((problem) => problem.severity === 'error')) process.exit(1)
const text = JSON.stringify(result.parsed)

/** Most characters of the texts of a schema, by JSON pointer; `*` for the elements of a list. */
const limitsOf = (schema, pointer = '', found = {}) => {
  const resolved = schema.$ref ? schema.$ref.slice(2).split('/').reduce((at, key) => at[key], result.parsed) : schema
  if (resolved.maxLength !== undefined) found[pointer] = resolved.maxLength
  for (const one of [...(resolved.oneOf ?? []), ...(resolved.anyOf ?? []), ...(resolved.allOf ?? [])]) limitsOf(one, pointer, found)
  for (const [name, property] of Object.entries(resolved.properties ?? {})) limitsOf(property, `${pointer}/${name}`, found)
  if (resolved.items) limitsOf(resolved.items, `${pointer}/*`, found)
  return found
}
const limits = {}
for (const methods of Object.values(result.parsed.paths)) {
  for (const { operationId, requestBody } of Object.values(methods)) {
    const body = requestBody?.content?.['application/json']?.schema
    if (operationId && body) limits[operationId] = limitsOf(body)
  }
}

if (process.argv.includes('--publish')) {
  await mkdir(path('../dist'), { recursive: true })
  await writeFile(path('../dist/openapi.json'), text)
} else {
  const types = `// Generated from api/openapi.yaml by npm run contract.\n${astToString(await openapiTS(text))}`
  const table = `// Generated from api/openapi.yaml by npm run contract: most characters of the texts of a body, by operation and JSON pointer.\nexport const LIMITS: Readonly<Record<string, Readonly<Record<string, number>>>> = ${JSON.stringify(limits, null, 2)}\n`
  for (const [name, content] of [['contract', types], ['limits', table]]) {
    const file = path(`../src/api/${name}.ts`)
    const before = await readFile(file, 'utf8').catch(() => '')
    if (before !== content) await writeFile(file, content)
  }
}
