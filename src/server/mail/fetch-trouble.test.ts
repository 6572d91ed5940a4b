import { afterEach, describe, expect, it } from 'vitest'
import { kept, keptKey } from '../../words/kept.ts'
import { checkMailbox } from './check.ts'
import type { FetchedMeta } from './imap.ts'
import type { MailServer } from './servers.ts'
import { layCable } from './testing/cable.ts'
import { makeCertificate } from './testing/certificate.ts'
import { findDovecot, startDovecot, type TestDovecot } from './testing/dovecot.ts'
import { openFolders } from './testing/folders.ts'
import { startSmtp } from './testing/smtp.ts'
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

describe.skipIf(absent)(
  `trouble with a mailbox on a real Dovecot${absent ? ` [skipped: ${reason}]` : ''}`,
  () => {
    it('goes on after a cut connection without loss and without doubles', async () => {
      const mail = await dovecot()
      const cable = await layCable(mail.imapPort)
      running.push(cable)
      const watcher = watch(imapOf(mail, cable.port))
      await watcher.ready()
      await mail.deliver(letter('one'))
      await watcher.got('one')
      cable.pull()
      await watcher.until('it waits', () => watcher.states.at(-1)?.state === 'waiting_retry')
      await mail.deliver(letter('two'))
      await mail.deliver(letter('three'))
      cable.plug()
      await watcher.got('one', 'two', 'three')
      const retry = watcher.states.find((state) => state.state === 'waiting_retry')
      expect(retry).toMatchObject({
        code: 'connection_cut',
        reason: kept('connection_cut', { host: '127.0.0.1', where: `127.0.0.1:${cable.port}` }),
      })
    })

    it('loses nothing when it is cut while a message is being taken over', async () => {
      const mail = await dovecot()
      const cable = await layCable(mail.imapPort)
      running.push(cable)
      const names = Array.from({ length: 120 }, (_, index) => `n${index}`)
      for (const name of names) await mail.deliver(letter(name))
      let count = 0
      const watcher = watch(imapOf(mail, cable.port), {
        onMessage: async () => {
          count += 1
          if (count % 25 === 0) cable.cut()
        },
      })
      await watcher.got(...names)
      expect(cable.connections()).toBeGreaterThan(1)
    })

    it('notices a line that went dead without a word', async () => {
      const mail = await dovecot()
      const cable = await layCable(mail.imapPort)
      running.push(cable)
      const server = { ...imapOf(mail, cable.port), timeouts: { silence: 400 } }
      const watcher = watch(server, { pacing: { idle: 100, firstRetry: 20 } })
      await watcher.ready()
      cable.freeze()
      await watcher.until('it waits', () => watcher.states.at(-1)?.state === 'waiting_retry')
      expect(watcher.states.at(-1)).toMatchObject({ code: 'timed_out' })
      await mail.deliver(letter('one'))
      await watcher.got('one')
    })

    it('fetches a message again that could not be stored', async () => {
      const mail = await dovecot()
      await mail.deliver(letter('one'))
      await mail.deliver(letter('two'))
      let tries = 0
      const watcher = watch(imapOf(mail), {
        onMessage: async () => {
          tries += 1
          if (tries < 3) throw new Error('the disk is full')
        },
      })
      await watcher.got('one', 'two')
      expect(tries).toBe(4)
      expect(watcher.states.find((state) => state.state === 'waiting_retry')).toMatchObject({
        code: 'not_stored',
      })
    })

    it('brings everything again when the server renumbered the folder', async () => {
      const mail = await dovecot()
      await mail.deliver(letter('one'))
      const first = watch(imapOf(mail))
      await first.got('one')
      await first.stop()
      await mail.renumber()
      const second = watch(imapOf(mail), { since: first.metas[0]!, start: 'now' })
      await second.got('one')
      expect(second.positions).toEqual([{ uidValidity: expect.any(Number), uid: 0 }])
      expect(second.metas[0]!.uidValidity).not.toBe(first.metas[0]!.uidValidity)
    })

    it('brings everything again when the folder is renumbered while it listens', async () => {
      const mail = await dovecot()
      const cable = await layCable(mail.imapPort)
      running.push(cable)
      await mail.deliver(letter('one'))
      const watcher = watch(imapOf(mail, cable.port))
      await watcher.ready()
      await mail.renumber()
      // A server that renumbers ends what is open; whoever listens comes again.
      cable.cut()
      await watcher.got('one', 'one')
      await mail.deliver(letter('two'))
      await watcher.got('one', 'one', 'two')
      expect(watcher.positions.at(-1)).toMatchObject({ uid: 0 })
    })

    it('says which folder is gone, and goes on once it is there again', async () => {
      const mail = await dovecot()
      const folders = await openFolders(mail)
      running.push(folders)
      await folders.make('Desk')
      await folders.put('Desk', letter('one'), '2026-11-20T10:00:00Z')
      const watcher = watch(imapOf(mail), {
        folder: 'Desk',
        neverIdle: true,
        pacing: { firstRetry: 20, longestRetry: 100, poll: 50 },
      })
      await watcher.got('one')
      await folders.rename('Desk', 'Elsewhere')
      await watcher.until('it says so', () =>
        watcher.states.some((s) => 'code' in s && s.code === 'folder_missing'),
      )
      await folders.rename('Elsewhere', 'Desk')
      await folders.put('Desk', letter('two'), '2026-11-20T10:00:00Z')
      await watcher.until('it goes on', () => watcher.subjects.at(-1) === 'two')
    })

    it('bears a server that greets slowly, and gives up one that falls silent in the middle', async () => {
      const mail = await dovecot()
      const cable = await layCable(mail.imapPort)
      running.push(cable)
      await mail.deliver(letter('one'))
      cable.goSilent()
      const hasty = { ...imapOf(mail, cable.port), timeouts: { connect: 200, greeting: 200, silence: 200 } }
      const watcher = watch(hasty)
      await watcher.until('it says so', () =>
        watcher.states.some((s) => 'code' in s && s.code === 'timed_out'),
      )
      cable.speak()
      await watcher.got('one')
    })

    it.each([
      ['ran out', { until: '210101' }, 'certificate_expired'],
      ['names another machine', { ip: '127.0.0.9' }, 'certificate_other_name'],
      ['is vouched for by nobody', {}, 'certificate_self_signed'],
    ])('gives no password to a server whose certificate %s', async (_, flaw, key) => {
      const certificate = makeCertificate(flaw)
      const mail = await dovecot({ certificate })
      const { ca: _own, ...unknown } = imapOf(mail)
      const watcher = watch(key === 'certificate_self_signed' ? unknown : imapOf(mail))
      await watcher.until('it says so', () =>
        watcher.states.some(
          (s) => 'code' in s && s.code === 'certificate_refused' && keptKey(s.reason) === key,
        ),
      )
      expect(await mail.log()).not.toContain(mail.user)
    })

    it('leaves an oversized message on the server and says so', async () => {
      const mail = await dovecot()
      await mail.deliver(letter('big').repeat(100))
      await mail.deliver(letter('small'))
      const tooLarge: FetchedMeta[] = []
      const watcher = watch(imapOf(mail), {
        maxBytes: 1000,
        onOversized: async (meta) => void tooLarge.push(meta),
      })
      await watcher.got('small')
      expect(tooLarge).toMatchObject([{ uid: 1, size: letter('big').length * 100 }])
    })

    it('says that the password is refused, and recovers when it is right again', async () => {
      const mail = await dovecot()
      const server = { ...imapOf(mail), pass: 'wrong' }
      const watcher = watch(server)
      await watcher.until('refused', () => watcher.states.at(-1)?.state === 'refused')
      expect(watcher.states.at(-1)).toMatchObject({
        code: 'password_refused',
        reason: expect.stringMatching(/password_refused.*127\.0\.0\.1.*desk@servus\.example/),
      })
      Object.assign(server, { pass: mail.pass })
      await watcher.ready()
    })

    it('stops at once when told to, also while it waits to retry', async () => {
      const watcher = watch(
        { host: '127.0.0.1', port: 1, security: 'tls', user: 'u', pass: 'p' },
        { pacing: { firstRetry: 60_000 } },
      )
      await watcher.until('it waits', () => watcher.states.at(-1)?.state === 'waiting_retry')
      expect(watcher.states.at(-1)).toMatchObject({ code: 'connection_refused', retryInMs: 60_000 })
      await watcher.stop()
    })

    it('tests both ways of a mailbox separately', async () => {
      const mail = await dovecot()
      const smtp = await startSmtp({ security: 'starttls' })
      running.push(smtp)
      const out: MailServer = {
        host: smtp.host,
        port: smtp.port,
        security: 'starttls',
        user: smtp.user,
        pass: smtp.pass,
        ca: smtp.caPem,
      }
      expect(await checkMailbox({ imap: imapOf(mail), smtp: out })).toEqual({ imap: null, smtp: null })
      const wrong = await checkMailbox({
        imap: { ...imapOf(mail), folder: 'Nowhere' },
        smtp: { ...out, pass: 'wrong' },
      })
      expect([wrong.imap?.code, wrong.smtp?.code]).toEqual(['folder_missing', 'password_refused'])
      const unknown = await checkMailbox({ imap: { ...imapOf(mail), ca: undefined }, smtp: out })
      expect(unknown).toMatchObject({ imap: { code: 'certificate_refused' }, smtp: null })
    })
  },
)
