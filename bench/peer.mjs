// DuckDB on two threads beside Lianzhao: the same CSV into a table, the same questions.
//   node peer.mjs load FILE [DATABASE]   prints {"seconds", "rows"}; with DATABASE, a table that is kept: written to
//                                        that file and synchronised (checkpoint), as Lianzhao's snapshot is
//   node peer.mjs query FOLDER           prints {"list": {median_ms, p99_ms}, "postings": {...}, "agree"}
// FOLDER is written by query_bench --export. Both ways are given what favours them: only the terms that are asked for,
// the score's other parts computed beforehand, tables sorted by what is looked up.
import { readFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'

const [, , mode, path, database] = process.argv
const instance = await DuckDBInstance.create(database ?? ':memory:', { threads: '2' })
const db = await instance.connect()
const rows = async (sql) => (await db.runAndReadAll(sql)).getRowsJson()
const quoted = (text) => `'${text.replaceAll("'", "''")}'`

const percentile = (times, share) => [...times].sort((a, b) => a - b)[Math.floor(times.length * share)]
const summary = (times) => ({ queries: times.length, median_ms: percentile(times, 0.5), p99_ms: percentile(times, 0.99) })

async function load() {
  const start = performance.now()
  await db.run(`create table t as select * from read_csv(${quoted(path)}, all_varchar = true, header = true, ignore_errors = true)`)
  if (database) await db.run('checkpoint')
  const seconds = (performance.now() - start) / 1000
  return { seconds, rows: Number((await rows('select count(*) from t'))[0][0]) }
}

const filters = (q) =>
  `f.province in (${q.provinces}) and f.capital between ${q.capital_min} and ${q.capital_max} and f.registered between ${q.from} and ${q.to}`

// Sum over the nodes of the best of its terms, then the other parts.
const byPostings = (q) => {
  const wanted = q.nodes.flatMap((node, n) => node.map(([term, weight]) => `(${n}, ${term}, ${weight})`)).join(', ')
  return `with wanted(node, term, weight) as (values ${wanted}),
    best as (select w.node, p.firm, max(p.points * w.weight) as points from wanted w join postings p using (term) group by all),
    capability as (select firm, sum(points) as points from best group by firm)
    select f.firm, c.points + f.base as score from capability c join firms f using (firm)
    where ${filters(q)} order by score desc, f.firm limit 100`
}

const byList = (q) => {
  const all = q.nodes.flat().map(([term]) => term)
  const parts = q.nodes.map((node) => {
    const weights = `map {${node.map(([term, weight]) => `${term}: ${weight}`).join(', ')}}`
    return `coalesce(list_max(list_transform(list_filter(f.terms, lambda x: list_contains([${node.map(([t]) => t)}], x.term)), lambda x: x.points * ${weights}[x.term])), 0)`
  })
  return `select f.firm, ${parts.join(' + ')} + f.base as score from listed f
    where list_has_any(f.ids, [${all}]) and ${filters(q)} order by score desc, f.firm limit 100`
}

async function query() {
  await db.run(`create table firms as select * from read_csv(${quoted(path + '/firms.csv')})`)
  await db.run(`create table postings as select term::integer as term, firm::integer as firm, points::float as points
                from read_csv(${quoted(path + '/postings.csv')}) order by term, firm`)
  await db.run(`create table listed as select f.*, p.terms, p.ids from firms f join
                (select firm, list({term: term, points: points}) as terms, list(term) as ids from postings group by firm) p using (firm)`)
  const questions = JSON.parse(readFileSync(path + '/queries.json', 'utf8'))
  const out = {}
  let agree = 0
  const answers = []
  for (const [name, sql, share] of [['postings', byPostings, questions.length], ['list', byList, Math.min(questions.length, 60)]]) {
    const times = []
    for (const [i, q] of questions.slice(0, share).entries()) {
      if (i === 0) await rows(sql(q))
      const start = performance.now()
      const answer = await rows(sql(q))
      times.push(performance.now() - start)
      if (name === 'postings') answers[i] = answer.length
      else agree += answers[i] === answer.length
    }
    out[name] = summary(times)
  }
  return { ...out, agree_in_size: agree, hits: answers.reduce((a, b) => a + b, 0) }
}

console.log(JSON.stringify(mode === 'load' ? await load() : await query()))
process.exit(0)
