import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../../../..')

/** How long a process may take to do what a test waits for (ms). */
const PATIENCE = 60_000

/** A real Servus in a process of its own. */
export type Spawned = {
  readonly pid: number
  /** Everything it said so far, both channels. */
  readonly said: () => string
  /** Its address, once it listens. @throws Error with what it said if it ends before. */
  readonly url: () => Promise<string>
  /** The one-time token of the first run. */
  readonly token: () => Promise<string>
  /** Waits until it has said something. */
  readonly saying: (words: RegExp) => Promise<string>
  /** Waits for its end; gives the exit code, or null after a signal. */
  readonly ended: Promise<number | null>
  readonly kill: (signal: NodeJS.Signals) => Promise<number | null>
}

const living = new Set<ChildProcess>()

/** Starts `src/main.ts` as npm start does, on a free port unless `PORT` is given. */
export function spawnServus(env: Record<string, string>, as: { uid?: number; gid?: number } = {}): Spawned {
  return spawnProgram(['src/main.ts'], { PORT: '0', ...env }, as)
}

/** Starts `src/cli.ts` with arguments. */
export function spawnCli(env: Record<string, string>, args: string[], input?: string): Spawned {
  return spawnProgram(['src/cli.ts', ...args], env, {}, input)
}

/** Ends what tests left running. */
export async function endSpawned(): Promise<void> {
  const ends = [...living].map((child) => new Promise((done) => child.once('exit', done)))
  for (const child of living) child.kill('SIGTERM')
  const force = setTimeout(() => {
    for (const child of living) child.kill('SIGKILL')
  }, 20_000)
  await Promise.all(ends)
  clearTimeout(force)
}

// Every user who is started as keeps a part of it.
function compiledPlace(): string {
  const place = join(tmpdir(), 'servus-test-compiled')
  mkdirSync(place, { recursive: true })
  try {
    chmodSync(place, 0o1777)
  } catch {
    // Somebody else's, who has done so.
  }
  return place
}

function spawnProgram(args: string[], env: Record<string, string>, as: object, input?: string): Spawned {
  const { PATH, HOME, LANG } = process.env
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH, HOME, LANG, NODE_COMPILE_CACHE: compiledPlace(), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...as,
  })
  living.add(child)
  child.stdin.end(input ?? '')
  let said = ''
  let over = false
  const listeners = new Set<() => void>()
  const hear = (text: Buffer | string) => {
    said += text
    for (const listener of listeners) listener()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = new Promise<number | null>((done) => {
    child.once('close', (code) => {
      over = true
      living.delete(child)
      hear('')
      done(code)
    })
  })
  const saying = (words: RegExp) =>
    new Promise<string>((done, fail) => {
      const timer = setTimeout(() => fail(new Error(`it never said ${words}, but: ${said}`)), PATIENCE)
      const look = () => {
        const found = said.match(words)
        if (!found && !over) return
        listeners.delete(look)
        clearTimeout(timer)
        if (found) done(found[1] ?? found[0])
        else fail(new Error(`it ended without saying ${words}, but: ${said}`))
      }
      listeners.add(look)
      look()
    })
  return {
    pid: child.pid!,
    said: () => said,
    url: () => saying(/Servus is at (\S+)/),
    token: () => saying(/setup\?token=(\S+)/),
    saying,
    ended,
    kill: (signal) => {
      child.kill(signal)
      return ended
    },
  }
}
