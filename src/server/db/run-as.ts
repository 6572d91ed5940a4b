import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The user a child process runs as; empty for an ordinary user, who runs it as themselves. */
export type RunAs = { uid?: number; gid?: number }

/**
 * PostgreSQL refuses to run as root: under root it runs as whoever owns the files already, else as the system user `servus`
 * (made if missing) or `postgres`.
 * @throws Error with one sentence if no such user can be made.
 */
export function runAs(owner: { uid: number; gid: number } | null): RunAs {
  if (process.getuid?.() !== 0) return {}
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const known = userNamed('servus') ?? userNamed('postgres')
  if (known) return known
  spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'servus'])
  if (!userNamed('servus')) spawnSync('adduser', ['-S', '-D', '-H', 'servus'])
  const made = userNamed('servus')
  if (made) return made
  throw new Error(
    'PostgreSQL cannot run as root and no user “servus” could be made: start as an ordinary user.',
  )
}

/** Tells whether a user may go into a folder, or run a program. */
export function canReach(path: string, user: RunAs): boolean {
  const asked = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...user, cwd: '/' })
  return asked.status === 0
}

function userNamed(name: string): { uid: number; gid: number } | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((l) => l.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null
}
