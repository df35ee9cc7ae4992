// Holds the answers that the tests of the server got (build/contract-samples/*.json) against the contract: status,
// content type, schema. Exit 0: all fit; 1: some do not; 77: nothing to check with (ctest: skipped).
//   node check.mjs API_FOLDER SAMPLES_FOLDER
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const [api, samples] = process.argv.slice(2)
let Ajv, formats, yaml
try {
  const tools = createRequire(new URL('../../ui/package.json', import.meta.url))
  Ajv = tools('ajv/dist/2020').default
  formats = tools('ajv-formats').default
  yaml = tools('yaml')
} catch {
  console.log('the tools of ui/ are not installed: ./dev build, or npm ci in ui/')
  process.exit(77)
}
if (!fs.existsSync(samples)) {
  console.log('no samples: run the tests of the server first')
  process.exit(77)
}

const ajv = new Ajv({strict: false, validateSchema: false, allErrors: true})
formats(ajv)
const files = {}
const add = (name) => (files[name] = yaml.parse(fs.readFileSync(path.join(api, name), 'utf8')))
add('openapi.yaml')
add('parameters.yaml')
for (const folder of ['paths', 'schemas']) for (const file of fs.readdirSync(path.join(api, folder))) add(`${folder}/${file}`)

// One schema with the definitions of all files, so that references between files become references within it.
const key = (file) => file.replace(/[^a-z]/g, '_')
const within = (file, value) => {
  if (Array.isArray(value)) return value.map((one) => within(file, one))
  if (!value || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      if (name !== '$ref' || typeof one !== 'string') return [name, within(file, one)]
      const [to, inside] = one.split('#')
      const target = to ? path.posix.normalize(path.posix.join(path.posix.dirname(file), to)) : file
      return [name, `#/$defs/${key(target)}${inside}`]
    }),
  )
}
const definitions = {}
for (const [name, content] of Object.entries(files)) if (name.startsWith('schemas/')) definitions[key(name)] = within(name, content)
const compile = (file, schema) => ajv.compile({...within(file, schema), $defs: definitions})

const at = (value, pointer) => pointer.split('/').slice(1).reduce((v, part) => v?.[part.replaceAll('~1', '/').replaceAll('~0', '~')], value)
// Follows a reference from a file: the file, the pointer in it, the value.
const follow = (file, pointer) => {
  let value = at(files[file], pointer)
  while (value?.$ref) {
    const [to, inside] = value.$ref.split('#')
    file = to ? path.posix.normalize(path.posix.join(path.posix.dirname(file), to)) : file
    pointer = inside
    value = at(files[file], pointer)
  }
  return {file, pointer, value}
}

// Problems of the frame, which any operation may answer with (openapi.yaml, description).
const common = new Set([400, 401, 403, 404, 405, 408, 413, 414, 415, 421, 422, 428, 429, 431, 500, 503, 507])
const problem = compile('schemas/common.yaml', {$ref: '#/Problem'})
const compiled = new Map()
const wrong = []
let checked = 0
const seen = new Set()

// The contract's path of a route: a route may name in words what the contract has as a parameter of few choices.
const routes = Object.keys(files['openapi.yaml'].paths)
const pathOf = (route) => {
  if (routes.includes(route)) return route
  const parts = route.split('/')
  const fits = (other) => other.length === parts.length && other.every((part, i) => part === parts[i] || (part.startsWith('{') && !parts[i].startsWith('{')))
  return routes.find((path) => fits(path.split('/'))) ?? route
}

// Words of a problem that is told in Chinese (by its title) which are English all the same.
const chinese = /\p{Script=Han}/u
const english = /[A-Za-z]{2,}(?: [A-Za-z]+){2,}/
const notChinese = (body) => {
  if (typeof body !== 'object' || !body?.title || !body.code || !chinese.test(body.title)) return []
  const words = [body.detail, ...(body.errors ?? []).map((error) => error.detail)].filter(Boolean)
  return words.filter((text) => !chinese.test(text) || english.test(text))
}

for (const name of fs.readdirSync(samples).filter((file) => file.endsWith('.json'))) {
  for (const sample of JSON.parse(fs.readFileSync(path.join(samples, name), 'utf8'))) {
    ++checked
    const where = `${sample.method} ${sample.path} ${sample.status} (${name})`
    sample.path = pathOf(sample.path)
    const escaped = sample.path.replaceAll('~', '~0').replaceAll('/', '~1')
    const item = follow('openapi.yaml', `/paths/${escaped}`)
    const method = sample.method.toLowerCase()
    if (!item.value?.[method]) {
      wrong.push(`${where}: not in the contract`)
      continue
    }
    wrong.push(...notChinese(sample.body).map((words) => `${where}: told to a reader of Chinese: ${words}`))
    if (sample.status < 300) seen.add(`${method} ${sample.path}`)
    const type = sample.type.split(';')[0]
    const listed = item.value[method].responses[String(sample.status)]
    if (!listed) {
      if (!common.has(sample.status)) wrong.push(`${where}: status not in the contract`)
      else if (type !== 'application/problem+json') wrong.push(`${where}: ${type || 'no type'}`)
      else if (!problem(sample.body)) wrong.push(`${where}: ${ajv.errorsText(problem.errors)}`)
      continue
    }
    const response = follow(item.file, `${item.pointer}/${method}/responses/${sample.status}`)
    const content = response.value.content ?? {}
    if (Object.keys(content).length === 0) {
      if (type) wrong.push(`${where}: has a body`)
      continue
    }
    if (!content[type]) {
      wrong.push(`${where}: content type ${type}`)
      continue
    }
    if (!('body' in sample)) continue
    const place = `${response.file}#${response.pointer} ${type}`
    if (!compiled.has(place)) compiled.set(place, compile(response.file, content[type].schema))
    const validate = compiled.get(place)
    if (!validate(sample.body)) wrong.push(`${where}: ${ajv.errorsText(validate.errors)}`)
  }
}

let operations = 0
const missing = []
// A body streamed to disk; a race with the end of the job: tests/api/transport_test.cpp, parts_test.cpp, tests/server.
const elsewhere = new Set(['post /uploads', 'post /jobs/{id}/cancel'])
for (const [route, reference] of Object.entries(files['openapi.yaml'].paths)) {
  const item = follow('openapi.yaml', `/paths/${route.replaceAll('~', '~0').replaceAll('/', '~1')}`)
  for (const method of ['get', 'post', 'put', 'patch', 'delete']) {
    if (!item.value?.[method]) continue
    ++operations
    if (!seen.has(`${method} ${route}`) && !elsewhere.has(`${method} ${route}`)) missing.push(`${method.toUpperCase()} ${route}`)
  }
}
for (const line of [...new Set(wrong)].slice(0, 60)) console.log(line)
if (missing.length) console.log(`without an answer that went well: ${missing.join(', ')}`)
console.log(`${checked} answers, ${seen.size} of ${operations} operations, ${wrong.length} do not fit`)
process.exit(wrong.length || missing.length || checked === 0 ? 1 : 0)
