// The server that the browser talks to: the fixture server, or the built program with a fresh home folder on a free port.
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { createFixtureServer, makeWorld } from '../fixture-server.mjs'

export async function startFixture() {
  const world = makeWorld()
  const server = createFixtureServer(world)
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    fixture: world,
    login: { login: 'admin', password: 'correct horse' },
    stop: () => new Promise((done) => (server.closeAllConnections(), server.close(done))),
  }
}

const freePort = () =>
  new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => done(port))
    })
  })

/** `lianzhao init` prints the first administrator's login and one-time password. */
export async function startServer(binary) {
  const program = resolve(binary)
  const home = await mkdtemp(join(tmpdir(), 'lianzhao-e2e-'))
  const { stdout, stderr } = await promisify(execFile)(program, ['--home', home, '--english', 'init'])
  const printed = stdout + stderr
  const login = /login[^:\n]*:\s*(\S+)/i.exec(printed)?.[1] ?? 'admin'
  const password = /password[^:\n]*:\s*(\S+)/i.exec(printed)?.[1]
  if (!password) throw new Error(`init printed no one-time password:\n${printed}`)
  const port = await freePort()
  const child = spawn(program, ['--home', home, 'serve', '--port', String(port)], { stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  child.stderr.on('data', (chunk) => (log = (log + chunk).slice(-4000)))
  const url = `http://127.0.0.1:${port}`
  for (let round = 0; ; ++round) {
    if (child.exitCode !== null) throw new Error(`the server ended:\n${log}`)
    if (await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false)) break
    if (round > 150) throw new Error(`the server is not ready after 30 s:\n${log}`)
    await new Promise((done) => setTimeout(done, 200))
  }
  return {
    url,
    login: { login, password },
    stop: async () => {
      const over = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await over
      await rm(home, { recursive: true, force: true })
    },
  }
}
