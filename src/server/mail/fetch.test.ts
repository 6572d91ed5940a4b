import { afterEach, describe, expect, it } from 'vitest'
import type { Instant } from '../../domain/shared/time.ts'
import { findDovecot, startDovecot, type TestDovecot } from './testing/dovecot.ts'
import { imapOf, letter, watch as watching } from './testing/watching.ts'

const absent = findDovecot() === null
const reason = 'Dovecot is not installed (apt-get install -y dovecot-imapd)'

if (absent && process.env.CI) it('skips nothing in CI', () => expect.fail(reason))

const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of running.splice(0).toReversed()) await one.stop()
})
async function dovecot(options?: Parameters<typeof startDovecot>[0]): Promise<TestDovecot> {
  const server = await startDovecot(options)
  running.push(server)
  return server
}
function watch(...given: Parameters<typeof watching>) {
  const watcher = watching(...given)
  running.push(watcher)
  return watcher
}

describe.skipIf(absent)(`a mailbox on a real Dovecot${absent ? ` [skipped: ${reason}]` : ''}`, () => {
  it('brings what is there in order, then what arrives by IDLE', async () => {
    const mail = await dovecot()
    for (const name of ['one', 'two', 'three']) await mail.deliver(letter(name))
    const watcher = watch(imapOf(mail))
    await watcher.got('one', 'two', 'three')
    await watcher.ready()
    expect(watcher.states).toEqual([{ state: 'connecting' }, { state: 'ready', by: 'idle' }])
    await mail.deliver(letter('four'))
    await watcher.got('one', 'two', 'three', 'four')
    expect(watcher.metas.map(({ uid }) => uid)).toEqual([1, 2, 3, 4])
    expect(watcher.metas[0]).toMatchObject({
      size: letter('one').length,
      internalDate: expect.stringMatching(/^20.*Z$/),
    })
  })

  it('polls where the server has no IDLE', async () => {
    const mail = await dovecot({ idle: false })
    const watcher = watch(imapOf(mail), { pacing: { poll: 50 } })
    await watcher.ready()
    expect(watcher.states.at(-1)).toEqual({ state: 'ready', by: 'polling' })
    await mail.deliver(letter('one'))
    await watcher.got('one')
  })

  it('goes on where it stood after a restart', async () => {
    const mail = await dovecot()
    await mail.deliver(letter('one'))
    const first = watch(imapOf(mail))
    await first.got('one')
    await first.stop()
    await mail.deliver(letter('two'))
    const second = watch(imapOf(mail), { since: first.metas[0]! })
    await second.got('two')
  })

  it('starts with what comes now, and tells where that is', async () => {
    const mail = await dovecot()
    await mail.deliver(letter('old'))
    const watcher = watch(imapOf(mail), { start: 'now' })
    await watcher.ready()
    expect(watcher.positions).toEqual([{ uidValidity: expect.any(Number), uid: 1 }])
    await mail.deliver(letter('new'))
    await watcher.got('new')
  })

  it('starts with what arrived from a moment on, also one to come', async () => {
    const mail = await dovecot()
    await mail.deliver(letter('old'))
    const watcher = watch(imapOf(mail), { start: { from: '2037-01-01T00:00:00.000Z' as Instant } })
    await watcher.ready()
    const other = watch(imapOf(mail), { start: { from: '2001-01-01T00:00:00.000Z' as Instant } })
    await other.got('old')
    expect(watcher.subjects).toEqual([])
  })

  it('brings a message of several megabytes byte for byte', async () => {
    const mail = await dovecot()
    const raw = Buffer.concat([
      Buffer.from(letter('large')),
      Buffer.from(`${'0123456789abcdef'.repeat(4)}\r\n`.repeat(150_000)),
    ])
    await mail.deliver(raw)
    const got: Buffer[] = []
    const watcher = watch(imapOf(mail), { onMessage: async (bytes) => void got.push(bytes) })
    await watcher.got('large')
    expect(got[0]!.equals(raw)).toBe(true)
  })

  it('marks as read only when asked', async () => {
    const mail = await dovecot()
    await mail.deliver(letter('one'))
    const quiet = watch(imapOf(mail))
    await quiet.got('one')
    await quiet.stop()
    expect(await mail.flags()).toEqual([''])
    const marking = watch(imapOf(mail), { markSeen: true })
    await marking.ready()
    expect(await mail.flags()).toEqual(['S'])
  })
})
