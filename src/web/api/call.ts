import type { Endpoint, InputOf, ReplyOf } from '../../contract/endpoint.ts'
import { lineBack, lineLost } from './line.ts'
import { tellSomebodyElse, whoActs } from './whose.ts'

type ProblemBody = {
  code?: string
  title?: string
  field?: string
  errors?: { field: string; message: string }[]
  values?: Record<string, string | number>
}

/** A refusal as the server told it: its code, the field it is about, and each field with what is wrong. */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly field: string | undefined
  readonly errors: readonly { field: string; message: string }[]
  /** What its sentence needs: a limit, a count. */
  readonly values: Readonly<Record<string, string | number>>
  constructor(status: number, body: ProblemBody) {
    super(body.title ?? `The server answered ${status}.`)
    this.code = body.code ?? 'failed'
    this.status = status
    this.field = body.field
    this.errors = body.errors ?? []
    this.values = body.values ?? {}
  }
}

/** Tells by a status that what stands before the server answered in its place. */
export function isAway(status: number): boolean {
  return status === 502 || status === 504
}

const CHOSEN = 'servus.workspace'

// Read once: another window that enters another workspace does not take this one along.
let chosen: string | null | undefined

/** Which of their workspaces somebody is in, in this window; null for the first. */
export function chosenWorkspace(): string | null {
  if (chosen === undefined) chosen = localStorage.getItem(CHOSEN)
  return chosen
}

/** What every call carries: the workspace it is about, and whose window this is (or whose act it was). */
export function ownHeaders(as: string | null = whoActs()): Headers {
  const headers = new Headers()
  const workspace = chosenWorkspace()
  if (workspace) headers.set('servus-workspace', workspace)
  if (as) headers.set('servus-member', as)
  return headers
}

/**
 * A refusal as the server told it. Where somebody else signed in in this browser since, this window says so; of what it only reads
 * (`isAct` false) no more once that was put off.
 */
export function problemOf(status: number, body: object | null, isAct = true): Problem {
  const problem = new Problem(status, body ?? {})
  if (problem.code === 'somebody_else') tellSomebodyElse(String(problem.values.name ?? ''), isAct)
  return problem
}

/** Enters another of one's workspaces; the page is loaded anew. */
export function chooseWorkspace(id: string, then = '/'): void {
  localStorage.setItem(CHOSEN, id)
  chosen = id
  location.assign(then)
}

/** Asks whoever sits there to prove who they are; tells whether they did. */
export type Confirmer = () => Promise<boolean>
let confirmer: Confirmer | null = null

/** Sets who asks for a proof when the server wants one (`confirm_first`); null while nobody can. */
export function setConfirmer(next: Confirmer | null): void {
  confirmer = next
}

/** What waited for a line was taken back before it left. */
export class TakenBack extends Error {}

/** Keeps acts that are done without a line until it is back; `onKept` is called where it keeps one. */
export type Keeper = <T>(
  endpoint: Endpoint,
  input: unknown,
  send: () => Promise<T>,
  onKept?: () => void,
) => Promise<T>
let keeper: Keeper | null = null

/** Sets what keeps acts while there is no line; the customer's pages have none. */
export function setKeeper(next: Keeper | null): void {
  keeper = next
}

type Loose = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown } | undefined

/**
 * Calls an endpoint of the contract. What comes back was checked by the server against the same contract. Where the server wants a
 * proof of who asks, it is asked for, and the act is done again as it was. Some acts wait where there is no line (`waits.ts`):
 * `onKept` hears of it, and the answer comes once there is one.
 * @throws Problem for a refusal, TypeError when the line is lost, TakenBack for what waited and was taken back.
 */
export async function call<E extends Endpoint>(
  endpoint: E,
  input?: InputOf<E>,
  signal?: AbortSignal,
  onKept?: () => void,
): Promise<ReplyOf<E>> {
  const send = () => callProved(endpoint, input, signal)
  return keeper ? await keeper(endpoint, input, send, onKept) : await send()
}

async function callProved<E extends Endpoint>(
  endpoint: E,
  input?: InputOf<E>,
  signal?: AbortSignal,
): Promise<ReplyOf<E>> {
  try {
    return await callOnce(endpoint, input, signal)
  } catch (e) {
    const proved = e instanceof Problem && e.code === 'confirm_first' && confirmer && (await confirmer())
    if (!proved) throw e
    return await callOnce(endpoint, input, signal)
  }
}

// What is said while the page is left goes on without it.
let leaving = false
if (typeof window !== 'undefined') {
  window.addEventListener('pagehide', () => {
    leaving = true
  })
  window.addEventListener('pageshow', () => {
    leaving = false
  })
}

/** What a screen tells by itself while somebody looks or types: nobody pressed anything. */
const BY_ITSELF: ReadonlySet<string> = new Set(['beHere', 'saveDraft'])

/** Calls an endpoint just so, whatever waits; with `as` (a member) only while it is they who are signed in. @throws Problem, TypeError */
export async function callOnce<E extends Endpoint>(
  endpoint: E,
  input?: InputOf<E>,
  signal?: AbortSignal,
  as?: string,
): Promise<ReplyOf<E>> {
  const { params, query, body } = (input as Loose) ?? {}
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(String(params?.[name] ?? '')),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== '') search.set(name, String(value))
  const headers = ownHeaders(as)
  if (body !== undefined) headers.set('content-type', 'application/json')
  const reply = await fetch(`/api${path}${search.size > 0 ? `?${search}` : ''}`, {
    method: endpoint.method.toUpperCase(),
    headers,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
    ...(leaving ? { keepalive: true } : {}),
  }).catch((error) => {
    if (error instanceof TypeError) lineLost()
    throw error
  })
  if (isAway(reply.status)) lineLost()
  else lineBack()
  if (reply.status === 204) return undefined as ReplyOf<E>
  const isJson = reply.headers.get('content-type')?.includes('json') ?? false
  const isAct = endpoint.method !== 'get' && !BY_ITSELF.has(endpoint.name)
  if (!reply.ok) throw problemOf(reply.status, isJson ? await reply.json() : {}, isAct)
  return (await reply.json()) as ReplyOf<E>
}
