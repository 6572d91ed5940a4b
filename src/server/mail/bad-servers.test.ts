import type { WatchState } from './fetch.ts'
import { watchMailbox } from './fetch.ts'
import { checkImap } from './imap.ts'
import { checkSmtp, sendMail } from './send.ts'
import { type Flood, startBadServer } from './testing/bad-server.ts'

const MEGABYTE = 1024 * 1024
/** What nothing a server says may cost; the tests beside it cost some of it. */
const MOST = 150 * MEGABYTE

const running: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of running.splice(0)) await stop()
})

/** Does something and gives what memory it took at its highest. */
async function weighed<T>(work: () => Promise<T>): Promise<{ got: T; bytes: number }> {
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let most = before
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 20)
  try {
    const got = await work()
    return { got, bytes: Math.max(most, process.memoryUsage().rss) - before }
  } finally {
    clearInterval(timer)
  }
}

async function bad(kind: 'imap' | 'smtp', flood: Flood) {
  const it = await startBadServer(kind, flood)
  running.push(it.stop)
  return it
}

const A = Buffer.alloc(64 * 1024, 'a')
const many = (line: string) => () => line.repeat(1000)
const once = (words: string) => (n: number) => (n ? '' : words)
const bytes = (n: number) => Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 31 + n * 7) % 256))

const IMAP: [string, Flood][] = [
  ['a greeting without end', { after: 'greeting', say: () => A }],
  ['lines of nothing instead of a greeting', { after: 'greeting', say: many('* what is this\r\n') }],
  ['noise', { after: 'greeting', say: bytes }],
  ['nothing at all', { after: 'greeting', say: () => '', slowly: true }],
  ['a greeting letter by letter', { after: 'greeting', say: () => '* ', slowly: true }],
  ['a line without end', { after: /LOGIN|AUTH/i, say: () => A }],
  ['a literal of four gigabytes', { after: /EXAMINE/i, say: (n) => (n ? A : '* OK {4000000000}\r\n') }],
  [
    'literals without end',
    { after: /EXAMINE/i, say: (n) => `${n ? '' : '* OK '}${'{2}\r\nab '.repeat(1000)}` },
  ],
  ['brackets in brackets', { after: /EXAMINE/i, say: (n) => `${n ? '' : '* LIST '}${'('.repeat(60_000)}` }],
  ['lines without end', { after: /EXAMINE/i, say: many('* OK well well\r\n') }],
  ['one line now and then, for ever', { after: /EXAMINE/i, say: () => '* 1 RECENT\r\n', slowly: true }],
  ['something else than numbers', { after: /SEARCH/i, say: () => `* OK ${'x'.repeat(60_000)}\r\n` }],
  [
    'messages nobody asked for',
    {
      after: /BODY/i,
      say: (n) =>
        Buffer.concat([
          Buffer.from(`* ${n + 1} FETCH (UID ${n + 1} BODY[] {4194304}\r\n`),
          Buffer.alloc(4 * MEGABYTE, 'x'),
          Buffer.from(')\r\n'),
        ]),
    },
  ],
  [
    'a message larger than it said',
    { after: /BODY/i, say: (n) => (n ? A : '* 1 FETCH (UID 1 BODY[] {90000000}\r\n') },
  ],
  [
    'a message letter by letter',
    { after: /BODY/i, say: (n) => (n ? 'x' : '* 1 FETCH (UID 1 BODY[] {5000}\r\n'), slowly: true },
  ],
]

describe('a mail server that is not what it should be', () => {
  it.each(IMAP)('that says %s is left, told, and tried again, and takes no memory', async (_, flood) => {
    const { server } = await bad('imap', flood)
    const stop = new AbortController()
    const states: WatchState[] = []
    const { got, bytes: cost } = await weighed(
      () =>
        new Promise<WatchState>((resolve) => {
          void watchMailbox(server, {
            ...{ since: { uidValidity: 1, uid: 0 }, start: 'all', signal: stop.signal },
            onMessages: async () => expect.fail('it has no mail'),
            onOversized: async () => {},
            onState: (state) => {
              states.push(state)
              if (state.state !== 'connecting') resolve(state)
            },
            pacing: { firstRetry: 60_000 },
          })
        }),
    )
    stop.abort()
    expect(got).toMatchObject({
      state: 'waiting_retry',
      code: expect.stringMatching(/^(?:timed_out|connection_cut|says_too_much)$/),
    })
    expect(cost).toBeLessThan(MOST)
  })

  it('is named by what it does where a mailbox is set up', async () => {
    const { server } = await bad('imap', { after: /EXAMINE/i, say: many('* OK well well\r\n') })
    expect(await checkImap(server)).toMatchObject({ code: 'says_too_much' })
    const slow = await bad('smtp', { after: /EHLO/i, say: () => '250-X\r\n', slowly: true })
    expect(await checkSmtp(slow.server)).toMatchObject({ code: 'timed_out' })
  })

  it.each<[string, Flood]>([
    ['a greeting without end', { after: 'greeting', say: () => A }],
    ['lines without end', { after: 'greeting', say: many('220-well\r\n') }],
    ['noise', { after: /MAIL/i, say: bytes }],
    ['a word that is no answer', { after: /MAIL/i, say: once('what is this\r\n'), slowly: true }],
    ['a number that is none', { after: /MAIL/i, say: once('5123456 no\r\n'), slowly: true }],
    ['nothing', { after: /RCPT/i, say: () => '', slowly: true }],
    ['one line now and then, for ever', { after: /MAIL/i, say: () => '250-X\r\n', slowly: true }],
    ['abilities without end', { after: /EHLO/i, say: many('250-X\r\n') }],
  ])('is handed nothing more where it says %s; the mail waits', async (_, flood) => {
    const it = await bad('smtp', flood)
    const raw = Buffer.from('Subject: x\r\n\r\nhello\r\n')
    const envelope = { from: 'desk@nordlicht.example', to: ['marta@posteo.example'] }
    const { got, bytes: cost } = await weighed(() => sendMail(it.server, raw, envelope))
    expect(got).toMatchObject({ outcome: 'failed', permanence: 'temporary', about: 'mailbox', unsure: false })
    expect(cost).toBeLessThan(MOST)
    await expect.poll(it.lines, { timeout: 20_000 }).toBe(0)
  })

  it('refuses nobody for good by what is no answer', async () => {
    const it = await bad('smtp', { after: /RCPT/i, say: once('what is this\r\n'), slowly: true })
    const envelope = { from: 'desk@nordlicht.example', to: ['marta@posteo.example'] }
    expect(await sendMail(it.server, Buffer.from('Subject: x\r\n\r\nhello\r\n'), envelope)).toMatchObject({
      ...{ outcome: 'failed', permanence: 'temporary', unsure: false },
      refused: [{ permanent: false, said: 'what is this' }],
    })
  })
})
