import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { vi } from 'vitest'
import { postmasterOf } from '../../src/server/db/testing/processes.ts'
import { makePlace, removePlace } from '../../src/server/world/places.ts'

const ROOT = join(import.meta.dirname, '../..')
const hasTerminal = spawnSync('script', ['--version']).status === 0

let dataDir: string
let living: ChildProcess | null = null
beforeEach(() => {
  dataDir = makePlace('stopping')
})
afterEach(() => {
  living?.kill('SIGKILL')
  const left = postmasterOf(dataDir)
  if (left && lives(left)) process.kill(left, 'SIGINT')
  removePlace(dataDir)
})

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function freePort(): Promise<string> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return String(port)
}

/** Starts as a newcomer does, and waits until it listens; gives the process and the number of its postmaster. */
async function started(command: string, args: string[]) {
  const env = { ...process.env, DATA_DIR: dataDir, PORT: await freePort() }
  const child = spawn(command, args, { cwd: ROOT, env, stdio: ['pipe', 'pipe', 'pipe'] })
  living = child
  let said = ''
  child.stdout.on('data', (text) => {
    said += text
  })
  await vi.waitFor(() => expect(said).toContain('Servus is at'), { timeout: 90_000, interval: 100 })
  return { child, postmaster: postmasterOf(dataDir)! }
}

async function expectGone(postmaster: number): Promise<void> {
  await vi.waitFor(() => expect(lives(postmaster)).toBe(false), { timeout: 20_000, interval: 100 })
  expect(postmasterOf(dataDir)).toBeNull()
}

describe('npm start leaves no PostgreSQL behind', () => {
  it.skipIf(!hasTerminal)('after Ctrl-C in a terminal', async () => {
    const { child, postmaster } = await started('script', ['-qfec', 'npm start', '/dev/null'])
    child.stdin.write('\x03')
    await expectGone(postmaster)
  })

  it.skipIf(!hasTerminal)('when its terminal is closed', async () => {
    const { child, postmaster } = await started('script', ['-qfec', 'npm start', '/dev/null'])
    child.kill('SIGKILL')
    await expectGone(postmaster)
  })

  it('when npm alone is told to end', async () => {
    const { child, postmaster } = await started('npm', ['start'])
    child.kill('SIGTERM')
    await expectGone(postmaster)
  })
})
