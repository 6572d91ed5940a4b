import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { pino } from 'pino'
import { inject } from 'vitest'
import type { Endpoint, InputOf, ReplyOf } from '../../contract/endpoint.ts'
import { confirmItsMe } from '../../contract/safety.ts'
import type { Member } from '../../domain/accounts/membership.ts'
import type { MemberId, SiteId, WorkspaceId } from '../../domain/shared/ids.ts'
import { type Instant, instant, toEpochMs } from '../../domain/shared/time.ts'
import { loadLanguages } from '../../words/languages.ts'
import { createWorkspace } from '../accounts/actions.ts'
import { tellSignIn } from '../accounts/actions-sign-in.ts'
import { sendPasswordReset } from '../accounts/letters.ts'
import * as accounts from '../accounts/store.ts'
import { makeApp } from '../app.ts'
import { readConfig } from '../config.ts'
import { type Database, openDatabase } from '../db/database.ts'
import { type Act, flush } from '../db/flush.ts'
import { idMaker } from '../db/ids.ts'
import { folderBlobs } from '../files/blobs.ts'
import { makeAuth, makeUser, signIn } from '../http/auth.ts'
import type { Asked } from '../http/route.ts'
import type { Services } from '../services.ts'
import { cloneDatabase, TEST_SECRET } from './cluster.ts'
import { rememberingHashing } from './hashing.ts'
import { ownCluster } from './own-cluster.ts'

/** The first moment of every test: a Monday, 10:12 in Berlin. */
export const MONDAY = instant('2026-11-23T09:12:00Z')

const PASSWORD = 'correct horse battery'

/** Somebody signed in, with their calls. A refused call throws `CallRefused`. */
export type Caller = {
  readonly memberId: MemberId
  readonly cookie: string
  readonly call: <E extends Endpoint>(endpoint: E, input?: InputOf<E>) => Promise<ReplyOf<E>>
}

/** A refusal as the API told it. */
export class CallRefused extends Error {
  readonly status: number
  readonly problem: { code: string; field?: string; errors?: { field: string; message: string }[] }
  constructor(status: number, problem: CallRefused['problem']) {
    super(`${status} ${problem.code} ${problem.field ?? ''} ${JSON.stringify(problem.errors ?? '')}`)
    this.status = status
    this.problem = problem
  }
}

/** A server over this worker's clone, and a fresh workspace for one test. The clock stands still until it is turned. */
export type World = {
  readonly services: Services
  readonly app: Hono
  readonly workspaceId: WorkspaceId
  readonly siteId: SiteId
  readonly owner: Caller
  readonly at: (moment: Instant | string) => void
  readonly now: () => Instant
  readonly act: (memberId?: MemberId) => Asked
  readonly join: (
    name: string,
    role?: Member['role'],
    job?: Member['job'],
    endsAt?: Instant,
  ) => Promise<Caller>
  readonly anybody: <E extends Endpoint>(endpoint: E, input?: InputOf<E>) => Promise<ReplyOf<E>>
  readonly fetch: (path: string, init?: RequestInit & { as?: Caller }) => Promise<Response>
}

let shared: Promise<{ services: Services; app: Hono; turn: (ms: number) => void; db: Database }> | null = null
let people = 0

/** Ends the server of this worker and lets go of its clone: the next test begins with a fresh one. */
export async function leaveWorld(): Promise<void> {
  const left = shared
  shared = null
  if (!left) return
  const { services, db } = await left
  await services.auth.close()
  await db.close()
}

async function workerServer() {
  const name = `test_${process.env.VITEST_POOL_ID ?? '1'}_${process.pid}`
  const cluster = ownCluster()
  const { appUrl } = await cloneDatabase(cluster.ownerUrl, cluster.appUrl, name)
  let ms = toEpochMs(MONDAY)
  const db = openDatabase(appUrl, 8)
  const dataDir = mkdtempSync(join(inject('dataDir'), 'w-'))
  const publicUrl = () => 'http://localhost'
  const services: Services = {
    config: { ...readConfig({ DATA_DIR: dataDir }, []), careless: true },
    db,
    appUrl,
    secret: TEST_SECRET,
    blobs: folderBlobs(join(dataDir, 'blobs')),
    auth: makeAuth({
      ...{ appUrl, secret: TEST_SECRET, publicUrl },
      sendReset: (to, url) => sendPasswordReset(services, to, url),
      tell: (kind, userId) => tellSignIn(services, kind, userId),
      hashing: rememberingHashing(),
      clock: () => ms,
    }),
    newId: idMaker(Date.now),
    log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    clock: () => ms,
    publicUrl,
    setupToken: 'first-run',
    languages: await loadLanguages(),
  }
  const turn = (to: number) => {
    ms = to
  }
  return { services, app: makeApp(services), turn, db }
}

/** Makes a workspace with its owner Olga, at ten past ten on a Monday. */
export async function makeWorld(): Promise<World> {
  shared ??= workerServer()
  const { services, app, turn } = await shared
  turn(toEpochMs(MONDAY))
  const email = `olga${++people}.${process.pid}@example.com`
  const made = await createWorkspace(services, {
    name: 'Nordlicht Motors',
    vocabulary: 'customer',
    timeZone: 'Europe/Berlin',
    isDemo: false,
    owner: { name: 'Olga Brandt', email, password: PASSWORD, job: 'manager' },
  })
  const { workspaceId, siteId } = made
  const fetch: World['fetch'] = async (path, { as, ...init } = {}) => {
    const headers = new Headers(init.headers)
    if (as) headers.set('cookie', as.cookie)
    return await app.request(path, { ...init, headers })
  }
  const call = async (
    endpoint: Endpoint,
    input: Record<string, unknown> | undefined,
    cookie: string,
  ): Promise<unknown> => {
    const params = (input?.params ?? {}) as Record<string, string>
    const path = endpoint.path.replace(/\{(\w+)\}/g, (_, p) => encodeURIComponent(params[p] ?? ''))
    const query = new URLSearchParams(
      Object.entries((input?.query ?? {}) as Record<string, unknown>)
        .filter(([, v]) => v !== undefined)
        .map(([k, v]): [string, string] => [k, String(v)]),
    )
    const headers: Record<string, string> = { 'servus-workspace': workspaceId, ...(cookie ? { cookie } : {}) }
    const body = input?.body === undefined ? undefined : JSON.stringify(input.body)
    if (body) headers['content-type'] = 'application/json'
    const reply = await app.request(`/api${path}?${query}`, {
      method: endpoint.method.toUpperCase(),
      headers,
      ...(body ? { body } : {}),
    })
    const got: unknown = reply.status === 204 ? undefined : await reply.json()
    if (reply.ok) return got
    const problem = got as CallRefused['problem']
    // As the app does: it asks who sits there, and does the act again.
    if (problem.code === 'confirm_first') {
      await call(confirmItsMe, { body: { password: PASSWORD } }, cookie)
      return await call(endpoint, input, cookie)
    }
    throw new CallRefused(reply.status, problem)
  }
  const caller = async (mail: string, memberId: MemberId): Promise<Caller> => {
    const cookie = (await signIn(services.auth, mail, PASSWORD)).map((c) => c.split(';')[0]).join('; ')
    return { memberId, cookie, call: (e, input) => call(e, input as never, cookie) as never }
  }
  const ownerId = made.actor.id as MemberId
  const now = () => new Date(services.clock()).toISOString() as Instant
  const world: World = {
    services,
    app,
    workspaceId,
    siteId,
    owner: await caller(email, ownerId),
    at: (moment) => turn(toEpochMs(instant(moment))),
    now,
    act: (memberId = ownerId) => asMember(services, workspaceId, siteId, memberId, now()),
    anybody: (e, input) => call(e, input as never, '') as never,
    fetch,
    join: async (name, role = 'member', job = 'service_advisor', endsAt) => {
      const mail = `${name.toLowerCase().replace(/\W+/g, '.')}${++people}.${process.pid}@example.com`
      const userId = await makeUser(services.auth, { email: mail, name, password: PASSWORD })
      const id = services.newId<'member'>()
      const member: Member = { id, name, email: mail, role, job, siteId, endsAt: endsAt ?? null }
      const act: Act = {
        db: services.db,
        workspaceId,
        actor: { kind: 'member', id },
        now: now(),
        newId: services.newId,
      }
      await flush(act, {
        writes: [accounts.insertMember(workspaceId, member, userId, now())],
        events: [{ kind: 'member.joined', subjects: { memberId: id }, data: { role } }],
      })
      return await caller(mail, id)
    },
  }
  return world
}

function asMember(
  services: Services,
  workspaceId: WorkspaceId,
  siteId: SiteId,
  memberId: MemberId,
  now: Instant,
): Asked {
  const member: Member = {
    id: memberId,
    name: 'Olga Brandt',
    email: '',
    role: 'owner',
    job: 'manager',
    siteId,
    endsAt: null,
  }
  return {
    db: services.db,
    services,
    workspaceId,
    actor: { kind: 'member', id: memberId },
    now,
    newId: services.newId,
    member,
    language: services.languages.choose('en'),
  }
}
