import type { Endpoint, InputOf, ReplyOf } from '../../contract/endpoint.ts'

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

const CHOSEN = 'servus.workspace'

/** Which of their workspaces somebody is in, on this machine; null for the first. */
export function chosenWorkspace(): string | null {
  return localStorage.getItem(CHOSEN)
}

/** Enters another of one's workspaces; the page is loaded anew. */
export function chooseWorkspace(id: string, then = '/'): void {
  localStorage.setItem(CHOSEN, id)
  location.assign(then)
}

/** Asks whoever sits there to prove who they are; tells whether they did. */
export type Confirmer = () => Promise<boolean>
let confirmer: Confirmer | null = null

/** Sets who asks for a proof when the server wants one (`confirm_first`); null while nobody can. */
export function setConfirmer(next: Confirmer | null): void {
  confirmer = next
}

type Loose = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown } | undefined

/**
 * Calls an endpoint of the contract. What comes back was checked by the server against the same contract. Where the server wants a
 * proof of who asks, it is asked for, and the act is done again as it was.
 * @throws Problem for a refusal, TypeError when the line is lost.
 */
export async function call<E extends Endpoint>(
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

async function callOnce<E extends Endpoint>(
  endpoint: E,
  input?: InputOf<E>,
  signal?: AbortSignal,
): Promise<ReplyOf<E>> {
  const { params, query, body } = (input as Loose) ?? {}
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(String(params?.[name] ?? '')),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== '') search.set(name, String(value))
  const headers = new Headers()
  const workspace = chosenWorkspace()
  if (workspace) headers.set('servus-workspace', workspace)
  if (body !== undefined) headers.set('content-type', 'application/json')
  const reply = await fetch(`/api${path}${search.size > 0 ? `?${search}` : ''}`, {
    method: endpoint.method.toUpperCase(),
    headers,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  })
  if (reply.status === 204) return undefined as ReplyOf<E>
  const isJson = reply.headers.get('content-type')?.includes('json') ?? false
  if (!reply.ok) throw new Problem(reply.status, isJson ? await reply.json() : {})
  return (await reply.json()) as ReplyOf<E>
}
