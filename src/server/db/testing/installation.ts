import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connected } from './clone.ts'

const OLGA = { name: 'Olga Brandt', email: 'olga@example.com', password: 'correct horse battery' }

/** Makes the first workspace of a Servus that runs at an address, with its owner Olga. */
export async function setUpAt(url: string, token: string): Promise<Response> {
  const workspace = { workspaceName: 'Nordlicht Motors', timeZone: 'Europe/Berlin', vocabulary: 'customer' }
  return await postTo(`${url}/api/setup`, { token, ...workspace, ...OLGA })
}

/** Signs Olga in; gives her cookie. */
export async function signInAt(url: string, password = OLGA.password): Promise<string> {
  const reply = await postTo(`${url}/api/auth/sign-in/email`, { email: OLGA.email, password })
  if (!reply.ok) throw new Error(`Olga was not let in: ${reply.status} ${await reply.text()}`)
  return reply.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ')
}

/** Posts JSON as a page of the same address does. */
export async function postTo(url: string, body: object, cookie = ''): Promise<Response> {
  const headers = {
    'content-type': 'application/json',
    origin: new URL(url).origin,
    ...(cookie ? { cookie } : {}),
  }
  return await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
}

/** A connection of the superuser to the database of a data folder. */
export async function superuserOf(dataDir: string) {
  const [, , , port] = readFileSync(join(dataDir, 'db/postgres/postmaster.pid'), 'utf8').split('\n')
  const password = readFileSync(join(dataDir, 'db/password'), 'utf8')
  return await connected(`postgres://postgres:${password}@127.0.0.1:${port}/servus`)
}

/** Runs one statement as the superuser. */
export async function asSuperuser(dataDir: string, statement: string): Promise<void> {
  const client = await superuserOf(dataDir)
  await client.query(statement)
  await client.end()
}
