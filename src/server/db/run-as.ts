import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The user a child process runs as; empty for an ordinary user, who runs it as themselves. */
export type RunAs = { uid?: number; gid?: number }

/**
 * PostgreSQL refuses to run as root: under root it runs as the system user `servus`, made if missing.
 * @throws Error with one sentence if no such user can be made.
 */
export function runAs(): RunAs {
  if (process.getuid?.() !== 0) return {}
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

function userNamed(name: string): RunAs | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((l) => l.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null
}
