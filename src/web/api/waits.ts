import { useSyncExternalStore } from 'react'
import { v7 } from 'uuid'
import { sendReply } from '../../contract/channels.ts'
import {
  assignConversation,
  closeConversation,
  snoozeConversation,
  undoClose,
  wakeConversation,
  writeNote,
} from '../../contract/conversations.ts'
import { greetArrival, serveArrival } from '../../contract/counter.ts'
import type { Endpoint } from '../../contract/endpoint.ts'
import { accountNeed, writeNeed } from '../../contract/needs.ts'
import { makePromise } from '../../contract/promises.ts'
import { callOnce, isAway, type Keeper, Problem, setKeeper } from './call.ts'
import { setWaits } from './line.ts'
import { type Act, openOutbox, type Waiting, type Went } from './outbox.ts'
import { onWhose, type Whose } from './whose.ts'

type Waits = Act & { endpoint: Endpoint }

/** The acts that may wait where there is no line: said or done twice with the same id, they are done once. All others need the line. */
const ACTS = {
  sendReply: { isWord: true, endpoint: sendReply },
  writeNote: { isWord: true, endpoint: writeNote },
  makePromise: { endpoint: makePromise },
  closeConversation: { putsAway: true, already: 'conversation_closed', endpoint: closeConversation },
  undoClose: { takesBack: 'closeConversation', endpoint: undoClose },
  snoozeConversation: { putsAway: true, endpoint: snoozeConversation },
  wakeConversation: { takesBack: 'snoozeConversation', endpoint: wakeConversation },
  assignConversation: { endpoint: assignConversation },
  writeNeed: { endpoint: writeNeed },
  accountNeed: { endpoint: accountNeed },
  greetArrival: { endpoint: greetArrival },
  serveArrival: { endpoint: serveArrival },
} satisfies Record<string, Waits>

/** The name of an act that may wait. */
export type WaitingAct = keyof typeof ACTS

/** How long an act may be on its way before it is taken for lost (ms). */
const PATIENCE = 20_000
/** How soon it is tried again where nothing tells that the line is back (ms): longer each time. */
const AGAIN = { first: 1_000, most: 15_000 }

type Loose = { params?: Record<string, string>; body?: Record<string, unknown> } | undefined

let pause = AGAIN.first
let timer: ReturnType<typeof setTimeout> | undefined
const others = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('servus.outbox')

/** What waits in this browser for a line. */
export const outbox = openOutbox({
  storage: localStorage,
  acts: ACTS as Record<string, Waits>,
  newId: v7,
  // Another window may have signed somebody else in meanwhile: what waits is not said in their name.
  send: async ({ act, input, memberId }) => {
    const reply = await callOnce(
      ACTS[act as WaitingAct].endpoint,
      input as never,
      AbortSignal.timeout(PATIENCE),
      memberId,
    )
    pause = AGAIN.first
    return reply
  },
  judge: (error) => {
    if (!(error instanceof Problem)) return isLost(error) ? 'lost' : { code: 'failed' }
    if (isAway(error.status) || error.status === 503) return 'lost'
    if (['not_signed_in', 'somebody_else', 'two_step_needed', 'access_ended'].includes(error.code))
      return 'out'
    return { code: error.code, values: { ...error.values } }
  },
  alone: async (act) => {
    if (navigator.locks) await navigator.locks.request('servus.outbox', act)
    else await act()
  },
  isCut: () => !navigator.onLine,
  later: (act) => {
    clearTimeout(timer)
    timer = setTimeout(act, pause)
    pause = Math.min(pause * 2, AGAIN.most)
  },
  tell: (went) => {
    try {
      others?.postMessage(went)
    } catch {
      others?.postMessage({ id: went.id })
    }
  },
})

function isLost(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')
}

/** Sends what waits, now that something tells that the line is back. */
export function sendWaiting(): void {
  pause = AGAIN.first
  void outbox.flush()
}

others?.addEventListener('message', ({ data }: MessageEvent<Went>) => void outbox.settle(data))
addEventListener('storage', ({ key }) => {
  if (key === null || key.startsWith('servus.outbox.')) outbox.readAgain()
})
addEventListener('online', sendWaiting)
const count = () => setWaits(outbox.list().length)
outbox.subscribe(count)
count()

/** The ids that what waits makes things under: of words, notes, promises. */
export function idsOfWaiting(): ReadonlySet<string> {
  return new Set(
    outbox.list().flatMap(({ input }) => ((input as Loose)?.body?.id as string | undefined) ?? []),
  )
}

const origins = new Map<string, unknown>()

/** Says what stands where a message came from, should it come back: its whole draft, which its request does not tell. */
export function rememberOrigin(messageId: string, origin: unknown): void {
  origins.set(messageId, origin)
}

function keeperOf({ titleOf }: Whose): Keeper {
  return (endpoint, input, send, onKept) => {
    if (!(endpoint.name in ACTS)) return send()
    const { params, body } = (input as Loose) ?? {}
    const about = params?.conversationId ?? (body?.conversationId as string | undefined) ?? null
    const origin = origins.get(String(body?.id)) ?? null
    origins.delete(String(body?.id))
    const title = about ? titleOf(about) : ''
    return outbox.through({ act: endpoint.name, input, about, title, origin }, send, onKept)
  }
}

onWhose((whose) => {
  setKeeper(whose && keeperOf(whose))
  outbox.setOwner(whose?.memberId ?? null)
})

/** What waits, followed as it changes. */
export function useWaiting(): readonly Waiting[] {
  return useSyncExternalStore(outbox.subscribe, list)
}

let seen: readonly Waiting[] = []
function list(): readonly Waiting[] {
  const now = outbox.list()
  if (now.length !== seen.length || now.some((w, n) => w !== seen[n])) seen = now
  return seen
}
