import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sendMail } from '../../src/server/mail/send.ts'
import { layCable } from '../../src/server/mail/testing/cable.ts'
import { startDovecot, type TestDovecot } from '../../src/server/mail/testing/dovecot.ts'
import { findPostfix, startPostfix } from '../../src/server/mail/testing/postfix.ts'
import { startSmtp } from '../../src/server/mail/testing/smtp.ts'
import { type Faults, letFaultsHappen } from './faults.ts'
import { type House, openHouse, STILL } from './house.ts'
import { placesOf, type Score, score } from './score.ts'
import { type Answer, DESK, type Letter, numbersFrom, storyOf, TURNS } from './stories.ts'

type State = { readonly seed: number; readonly mails: number; turn: number; seconds: number; faults: Faults }

/** What a replay found, and how it went. */
export type Replayed = Score & {
  readonly seconds: number
  readonly faults: Faults
  /** How many of the mails another mail server brought. */
  readonly bySmtp: number
}

/**
 * Plays mails whose conversations are known into a Servus of its own, by a real Dovecot, while the line is cut and the server is killed,
 * and compares what it made of them. What was done stands in `dir`: started again with the same folder it goes on with the turn it was at.
 * `say` is told how far it is.
 */
export async function replay(
  given: { readonly dir: string; readonly mails: number; readonly seed: number },
  say: (words: string) => void,
): Promise<Replayed> {
  mkdirSync(given.dir, { recursive: true })
  const state = readState(given)
  const { letters, answers } = write(state)
  const any = numbersFrom(state.seed + state.turn)
  const dovecot = await startDovecot()
  const cable = await layCable(dovecot.imapPort)
  const way = await openWay(dovecot)
  const house = await openHouse(join(given.dir, 'data'), {
    imap: { host: dovecot.host, port: cable.port, tls: true },
    smtp: way.smtp,
    ...{ username: dovecot.user, password: dovecot.pass, caPem: dovecot.caPem + way.caPem },
  })
  const chaos = letFaultsHappen(house, { cable, dovecot }, any)
  try {
    for (; state.turn < TURNS; state.turn++) {
      const from = performance.now()
      const now = letters.filter((l) => l.turn === state.turn)
      const sayOfTurn = (words: string) => say(`turn ${state.turn + 1} of ${TURNS}: ${words}`)
      await Promise.all([way.bring(now.filter((l) => l.bySmtp)), dropIn(dovecot, now, way.bySmtp)])
      await settled(
        house,
        letters.filter((l) => l.turn <= state.turn),
        sayOfTurn,
      )
      await sayAnswers(
        house,
        answers.filter((a) => a.turn === state.turn),
        letters,
        sayOfTurn,
      )
      state.seconds += (performance.now() - from) / 1000
      keepState(given.dir, { ...state, turn: state.turn + 1, faults: sum(state.faults, chaos.faults) })
    }
  } finally {
    await chaos.stop()
  }
  const found = await score(house.db, letters)
  await house.close()
  await Promise.all([cable.stop(), way.stop(), dovecot.stop()])
  const bySmtp = way.bySmtp ? letters.filter((l) => l.bySmtp).length : 0
  return { ...found, seconds: state.seconds, faults: sum(state.faults, chaos.faults), bySmtp }
}

/**
 * The way in and out: a real Postfix where there is one, which takes mail for our address from other servers, and from us, once it knows
 * who we are, for everybody. Where there is none, all letters stand in the mailbox at once, and our answers go nowhere.
 */
async function openWay(dovecot: TestDovecot) {
  if (findPostfix() === null) {
    const { host, port, stop } = await startSmtp()
    return { smtp: { host, port, tls: false }, caPem: '', stop, bySmtp: false, bring: async () => {} }
  }
  const { host, caPem, stop } = await startPostfix({
    ...{ domain: domainOf(DESK), maildirs: { [DESK]: dovecot.maildir }, authSocket: dovecot.authSocket },
    // Whoever is on this machine is another server here: nothing is written into what they bring.
    more: ['default_transport = discard:', 'local_header_rewrite_clients ='],
  })
  const door = { host, port: 25, security: 'none', user: '', pass: '' } as const
  const bring = async (letters: readonly Letter[]) => {
    await severalAtOnce(letters, async (one) => {
      const got = await sendMail(door, one.raw, { from: senderOf(one), to: [DESK] })
      if (got.outcome === 'failed') throw new Error(`${one.mark} was not taken: ${JSON.stringify(got)}`)
    })
  }
  return { smtp: { host, port: 587, tls: true }, caPem, stop, bySmtp: true, bring }
}

/** Puts letters into the mailbox, but those a server brings. */
async function dropIn(dovecot: TestDovecot, letters: readonly Letter[], bySmtp: boolean): Promise<void> {
  for (const letter of letters) if (!(bySmtp && letter.bySmtp)) await dovecot.deliver(letter.raw)
}

/** Of the envelope: nobody, for what no machine may answer. */
function senderOf({ raw }: Letter): string {
  const text = raw.toString('latin1')
  if (text.startsWith('Return-Path: <>')) return ''
  return /^From: .*<([^>]+)>/m.exec(text)![1]!
}

function domainOf(address: string): string {
  return address.slice(address.indexOf('@') + 1)
}

function write({ mails, seed }: State): { letters: Letter[]; answers: Answer[] } {
  const letters: Letter[] = []
  const answers: Answer[] = []
  for (let t = 1; letters.length < mails; t++) {
    const story = storyOf(t, seed)
    letters.push(...story.letters)
    answers.push(...story.answers)
  }
  return { letters, answers }
}

/** Waits until every mail so far stands somewhere and none waits. */
async function settled(
  house: House,
  letters: readonly Letter[],
  say: (words: string) => void,
): Promise<void> {
  const wanted = { filed: 0, kept: 0 }
  for (const { fate } of letters) if (fate !== 'doubled') wanted[fate] += 1
  let before = ''
  let since = performance.now()
  while (true) {
    const { rows } = await house.db.query<{ state: string; n: number }>(
      'select state, count(*)::int as n from inbound_mails group by state order by state',
    )
    const book = Object.fromEntries(rows.map((r) => [r.state, r.n]))
    const { filed = 0, kept = 0, waiting = 0 } = book
    if (filed >= wanted.filed && kept >= wanted.kept && waiting === 0) return
    const now = JSON.stringify(book)
    if (now !== before) {
      before = now
      since = performance.now()
      say(`${filed} of ${wanted.filed} filed, ${waiting} wait`)
    }
    if (performance.now() - since > STILL)
      throw new Error(`nothing happens any more: ${now}, wanted ${JSON.stringify(wanted)}`)
    await pause(500)
  }
}

/** Says what we answer, and waits until all of it has left. */
async function sayAnswers(
  house: House,
  answers: readonly Answer[],
  letters: readonly Letter[],
  say: (words: string) => void,
): Promise<void> {
  if (answers.length === 0) return
  const places = await placesOf(house.db)
  const marks = new Map(letters.filter((l) => l.turn === 0).map((l) => [l.thread, l.mark]))
  await severalAtOnce(answers, async ({ thread, messageId }) => {
    const [id] = places.get(marks.get(thread)!) ?? []
    if (!id) throw new Error(`the conversation of ${thread} is not there`)
    await house.post(`/conversations/${id}/replies`, { id: messageId, text: 'It is noted, thank you.' })
  })
  let before = -1
  for (let since = performance.now(); ; ) {
    // The time to take a word back is over at once.
    const { rowCount: waiting } = await house.db.query(
      "update outbox set next_attempt_at = now() where state = 'queued'",
    )
    if (!waiting) return
    if (waiting !== before) {
      before = waiting
      since = performance.now()
      say(`${waiting} of our answers wait to leave`)
    }
    if (performance.now() - since > STILL) throw new Error(`our answers do not leave: ${waiting} wait`)
    await pause(500)
  }
}

/** As several mail servers, or people, are at it at the same time. */
async function severalAtOnce<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = all.values()
  const run = async () => {
    for (const one of left) await work(one)
  }
  await Promise.all(Array.from({ length: 4 }, run))
}

function readState({ dir, mails, seed }: { dir: string; mails: number; seed: number }): State {
  const file = join(dir, 'replay.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as State
  const faults = { cuts: 0, kills: 0, renumberings: 0, refusals: 0 }
  const fresh = { seed, mails, turn: 0, seconds: 0, faults }
  keepState(dir, fresh)
  return fresh
}

function keepState(dir: string, state: State): void {
  writeFileSync(join(dir, 'replay.json.new'), JSON.stringify(state))
  renameSync(join(dir, 'replay.json.new'), join(dir, 'replay.json'))
}

function sum(a: Faults, b: Faults): Faults {
  return {
    cuts: a.cuts + b.cuts,
    kills: a.kills + b.kills,
    renumberings: a.renumberings + b.renumberings,
    refusals: a.refusals + b.refusals,
  }
}
