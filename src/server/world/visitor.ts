import { createHmac } from 'node:crypto'
import type { World } from './world.ts'

/** A browser without a screen, for tests: it keeps its cookies, and tells status and body of each answer. */
export type Visitor = {
  readonly ask: (
    method: string,
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ) => Promise<Answer>
  readonly signIn: (email: string, password: string) => Promise<Answer>
  readonly cookies: () => string
}

export type Answer = {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for
  readonly body: any
  readonly setCookies: readonly string[]
}

/** Makes a browser that knows nobody yet, or somebody by their cookies. */
export function visit(world: Pick<World, 'fetch' | 'services'>, cookies = '', userAgent = 'Test'): Visitor {
  const jar = new Map(
    cookies
      .split('; ')
      .filter(Boolean)
      .map((c): [string, string] => [c.slice(0, c.indexOf('=')), c]),
  )
  const shown = () => [...jar.values()].join('; ')
  const ask: Visitor['ask'] = async (method, path, body, headers = {}) => {
    const reply = await world.fetch(`/api${path}`, {
      method,
      headers: {
        ...{ cookie: shown(), 'user-agent': userAgent },
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return await heard(reply)
  }
  const heard = async (reply: Response): Promise<Answer> => {
    const setCookies = reply.headers.getSetCookie()
    for (const cookie of setCookies) {
      const pair = cookie.split(';')[0]!
      const name = pair.slice(0, pair.indexOf('='))
      if (/max-age=0/i.test(cookie)) jar.delete(name)
      else jar.set(name, pair)
    }
    const text = await reply.text()
    return { status: reply.status, body: text ? JSON.parse(text) : undefined, setCookies }
  }
  return {
    ask,
    // Past the limit by address: all visitors of a run come from one.
    signIn: async (email, password) => {
      const headers = new Headers({ cookie: shown(), 'user-agent': userAgent })
      return await heard(
        await world.services.auth.api.signInEmail({ body: { email, password }, headers, asResponse: true }),
      )
    },
    cookies: shown,
  }
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What an authenticator shows at a moment (ms) for a typed-in secret (base32): six digits, by RFC 6238 and written apart from the library. */
export function codeAt(secret: string, ms: number): string {
  const bits = [...secret].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(ms / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const at = mac.at(-1)! & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
