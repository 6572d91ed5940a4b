import { type WatchOptions, type WatchState, watchMailbox } from '../fetch.ts'
import type { FetchedMeta, MailPosition } from '../imap.ts'
import type { MailServer } from '../servers.ts'
import type { TestDovecot } from './dovecot.ts'

/** How to reach a test Dovecot, by TLS unless another port is given. */
export function imapOf(mail: TestDovecot, port = mail.imapPort): MailServer {
  return {
    host: mail.host,
    port,
    security: 'tls',
    user: mail.user,
    pass: mail.pass,
    ca: mail.caPem,
  }
}

/** A message as short as can be, told by its subject. */
export const letter = (name: string) => `From: a@x.example\r\nSubject: ${name}\r\n\r\nbody of ${name}\r\n`

type Watching = Partial<WatchOptions> & { onMessage?: (raw: Buffer, meta: FetchedMeta) => Promise<void> }

/** Watches a mailbox and lets a test wait for what comes of it. */
export function watch(server: MailServer, { onMessage, ...options }: Watching = {}) {
  const stopper = new AbortController()
  const subjects: string[] = []
  const metas: FetchedMeta[] = []
  const states: WatchState[] = []
  const positions: MailPosition[] = []
  const waiting = new Set<() => void>()
  const tell = () => {
    for (const check of waiting) check()
  }
  const done = watchMailbox(server, {
    since: null,
    start: 'all',
    signal: stopper.signal,
    pacing: { firstRetry: 20, longestRetry: 100, refusedRetry: 100 },
    ...options,
    onMessages: async (messages) => {
      // All of them are taken over, or none.
      for (const { raw, meta } of messages) await onMessage?.(raw, meta)
      for (const { raw, meta } of messages) {
        subjects.push(/^Subject: (.*)$/m.exec(raw.toString())![1]!.trim())
        metas.push(meta)
      }
      tell()
    },
    onPosition: async (position) => {
      positions.push(position)
      tell()
    },
    onState: (state) => {
      states.push(state)
      tell()
    },
  })
  const until = (what: string, isSo: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`waited in vain until ${what}: ${JSON.stringify({ subjects, states })}`)),
        10_000,
      )
      const check = () => {
        if (!isSo()) return
        clearTimeout(late)
        waiting.delete(check)
        resolve()
      }
      waiting.add(check)
      check()
    })
  const watcher = {
    subjects,
    metas,
    states,
    positions,
    until,
    ready: () => until('ready', () => states.at(-1)?.state === 'ready'),
    got: (...names: string[]) => until(`got ${names}`, () => subjects.join() === names.join()),
    stop: async () => {
      stopper.abort()
      await done
    },
  }
  return watcher
}
