// Bundles ../api/openapi.yaml and makes src/api/contract.ts of it (both generated, neither is kept in git).
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

if (process.argv.includes('--publish')) {
  await mkdir(path('../dist'), { recursive: true })
  await writeFile(path('../dist/openapi.json'), text)
} else {
  const types = `// Generated from api/openapi.yaml by npm run contract.\n${astToString(await openapiTS(text))}`
  const file = path('../src/api/contract.ts')
  const before = await readFile(file, 'utf8').catch(() => '')
  if (before !== types) await writeFile(file, types)
}
