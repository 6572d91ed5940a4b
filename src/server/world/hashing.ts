import { hashPassword, verifyPassword } from 'better-auth/crypto'
import type { Hashing } from '../http/auth.ts'

/**
 * The hashing of a test's server: the real one, which is slow on purpose, but what was asked before is remembered. Hundreds of
 * people sign in with one password in a run.
 */
export function rememberingHashing(): Hashing {
  const hash = remembering(hashPassword)
  const verify = remembering((given: string) => verifyPassword(JSON.parse(given)))
  return { hash, verify: (given) => verify(JSON.stringify(given)) }
}

function remembering<T>(work: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new Map<string, Promise<T>>()
  return (key) => {
    const answer = known.get(key) ?? work(key)
    known.set(key, answer)
    return answer
  }
}
