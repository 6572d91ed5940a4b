/** What becomes of a mail: filed in the conversation of `thread`, the same as one that came, or kept for somebody to look at. */
type Fate = 'filed' | 'doubled' | 'kept'

/** One mail of the replay. `mark` stands in its words once and nowhere else; `again`: what it repeats, byte for byte or by its id. */
export type Letter = {
  readonly mark: string
  readonly story: string
  readonly turn: number
  readonly thread: string
  readonly fate: Fate
  readonly raw: Buffer
  /** It comes from another mail server instead of standing in the mailbox all at once. */
  readonly bySmtp: boolean
}

/** An answer of ours between two turns: to which thread, under which message id, so that what answers it can be written beforehand. */
export type Answer = { readonly thread: string; readonly turn: number; readonly messageId: string }

export type Story = { readonly letters: readonly Letter[]; readonly answers: readonly Answer[] }

/** The address of the mailbox the mails go to. */
export const DESK = 'desk@nordlicht.example'

/** Numbers between 0 and 1 that follow from a seed (mulberry32, Tommy Ettinger 2017). */
export function numbersFrom(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A server on the way writes its own above them, so that they are not the same bytes any more, or mends what is broken in them. */
const AS_WRITTEN: ReadonlySet<string> = new Set(['nameless', 'broken', 'unreadable'])

type Write = {
  readonly from?: string
  readonly cc?: string
  readonly subject?: string
  readonly id?: string | null
  readonly inReplyTo?: string
  readonly references?: readonly string[]
  readonly head?: readonly string[]
  readonly words?: string
  readonly type?: string
  readonly thread?: string
  readonly fate?: Fate
  readonly turn: number
}

/** Writes the mails of one story. */
class Pen {
  readonly letters: Letter[] = []
  readonly answers: Answer[] = []
  private readonly t: number
  private readonly name: string
  readonly any: () => number

  constructor(t: number, name: string, any: () => number) {
    this.t = t
    this.name = name
    this.any = any
  }

  get who(): string {
    return `Person ${this.t} <person${this.t}@posteo.example>`
  }

  get thread(): string {
    return `t${this.t}`
  }

  id(n: number): string {
    return `<m${this.t}.${n}@posteo.example>`
  }

  /** The Message-ID of our answer after a turn; its message has an id known beforehand (UUIDv7-like, of this thread). */
  ours(turn: number): { messageId: string; mailId: string } {
    const hex = this.t.toString(16).padStart(8, '0')
    const messageId = `01900000-0000-7${turn.toString(16).padStart(3, '0')}-8000-0000${hex}`
    return { messageId, mailId: `<${messageId}@nordlicht.example>` }
  }

  answer(turn: number): string {
    const { messageId, mailId } = this.ours(turn)
    this.answers.push({ thread: this.thread, turn, messageId })
    return mailId
  }

  mail(w: Write): Letter {
    const n = this.letters.length
    const mark = `mark-${this.t}-${n}-end`
    const id = w.id === undefined ? this.id(n) : w.id
    const lines = [
      ...(w.head ?? []),
      `From: ${w.from ?? this.who}`,
      `To: Nordlicht <${DESK}>`,
      ...(w.cc ? [`Cc: ${w.cc}`] : []),
      `Subject: ${w.subject ?? `Matter ${this.t}`}`,
      `Date: ${new Date(Date.UTC(2026, 9, 1) + this.t * 60_000 + w.turn * 3_600_000).toUTCString()}`,
      ...(id ? [`Message-ID: ${id}`] : []),
      ...(w.inReplyTo ? [`In-Reply-To: ${w.inReplyTo}`] : []),
      ...(w.references ? [`References: ${w.references.join('\r\n ')}`] : []),
      'MIME-Version: 1.0',
      w.type ?? 'Content-Type: text/plain; charset=utf-8',
    ]
    const words = (w.words ?? 'Good day, {mark}. It clatters in front when I brake.\r\n').replaceAll(
      '{mark}',
      mark,
    )
    return this.put(Buffer.from(`${lines.join('\r\n')}\r\n\r\n${words}`), mark, w)
  }

  put(raw: Buffer, mark: string, w: Pick<Write, 'turn' | 'thread' | 'fate'>): Letter {
    const { turn, thread = this.thread, fate = 'filed' } = w
    const bySmtp = this.t % 3 === 0 && !AS_WRITTEN.has(this.name)
    const letter = { mark, story: this.name, turn, thread, fate, raw, bySmtp }
    this.letters.push(letter)
    return letter
  }

  /** The same bytes again, or under other headers of the way, as when a mail is fetched from two places. */
  again(of: Letter, turn: number, way = ''): void {
    this.put(Buffer.concat([Buffer.from(way), of.raw]), of.mark, { turn, thread: of.thread, fate: 'doubled' })
  }
}

const RE = ['Re: ', 'AW: ', 'SV: ', 'RE[2]: ', 'Antw: ', 'Odp: ', 'Re: AW: Re: ', 'R: ', 'TR: ', '回复: ']
const TELLS: Readonly<Record<string, (p: Pen) => void>> = {
  plain(p) {
    const turns = 2 + Math.floor(p.any() * 4)
    for (let n = 0; n < turns; n++) {
      const before = Array.from({ length: n }, (_, i) => p.id(i))
      const answers = n > 0 ? { inReplyTo: p.id(n - 1), references: before } : {}
      p.mail({ turn: n, ...answers })
    }
  },
  answered(p) {
    p.mail({ turn: 0 })
    const ours = p.answer(0)
    p.mail({ turn: 1, inReplyTo: ours, references: [p.id(0), ours] })
    const again = p.answer(1)
    p.mail({ turn: 2, inReplyTo: again, subject: 'Something else by now' })
    p.mail({ turn: 2, from: 'Stranger <stranger@else.example>', inReplyTo: ours, thread: `${p.thread}s` })
  },
  subjectChanged(p) {
    p.mail({ turn: 0 })
    p.mail({ turn: 1, inReplyTo: p.id(0), references: [p.id(0)], subject: 'And the windscreen' })
  },
  referencesCut(p) {
    p.mail({ turn: 0 })
    p.mail({ turn: 1, inReplyTo: p.id(0) })
    p.mail({ turn: 2, references: [p.id(0)] })
    // Nothing points anywhere but the words of the subject: those are not enough.
    p.mail({ turn: 3, subject: `Re: Matter of ${p.thread}`, thread: `${p.thread}n` })
  },
  languages(p) {
    p.mail({ turn: 0 })
    for (let n = 1; n < 4; n++) {
      const mark = RE[Math.floor(p.any() * RE.length)]!
      p.mail({ turn: n, subject: `${mark}Matter`, inReplyTo: p.id(n - 1), references: [p.id(0)] })
    }
  },
  copied(p) {
    const friend = `Friend <friend-${p.thread}@posteo.example>`
    p.mail({ turn: 0, cc: friend })
    p.mail({ turn: 1, from: friend, inReplyTo: p.id(0), references: [p.id(0)] })
  },
  stranger(p) {
    p.mail({ turn: 0 })
    const from = `Somebody <somebody-${p.thread}@else.example>`
    p.mail({ turn: 1, from, inReplyTo: p.id(0), references: [p.id(0)], thread: `${p.thread}s` })
    p.mail({ turn: 2, inReplyTo: p.id(0), references: [p.id(0)] })
  },
  turned(p) {
    // The answer comes before what it answers, and a stranger names that too.
    const friend = `Friend <friend-${p.thread}@posteo.example>`
    p.mail({ turn: 0, id: p.id(8), from: friend, cc: p.who, inReplyTo: p.id(9), references: [p.id(9)] })
    const eve = `Somebody <somebody-${p.thread}@else.example>`
    p.mail({ turn: 0, from: eve, cc: p.who, inReplyTo: p.id(9), thread: `${p.thread}s` })
    p.mail({ turn: 1, id: p.id(9), cc: friend })
    p.mail({ turn: 2, inReplyTo: p.id(9), references: [p.id(9)] })
  },
  newsletter(p) {
    const head = [
      'List-Id: <news.shop.example>',
      'List-Unsubscribe: <https://shop.example/u>',
      'Precedence: bulk',
    ]
    for (let n = 0; n < 3; n++)
      p.mail({
        turn: n,
        from: 'Shop <news@shop.example>',
        subject: 'Our offers',
        head,
        thread: `${p.thread}.${n}`,
      })
  },
  twice(p) {
    const first = p.mail({ turn: 0 })
    p.again(first, 0)
    p.again(first, 1, 'Received: from list.example by mx.example; Thu, 1 Oct 2026 09:00:00 +0000\r\n')
    p.again(first, 1, `Delivered-To: ${DESK}\r\nReturn-Path: <person@posteo.example>\r\n`)
  },
  nameless(p) {
    const first = p.mail({ turn: 0, id: null })
    p.again(first, 1)
  },
  sameId(p) {
    const id = `<always-${p.thread}@form.example>`
    for (let n = 0; n < 3; n++)
      p.mail({ turn: n, id, words: `Words number ${n} of {mark}.\r\n`, thread: `${p.thread}.${n}` })
  },
  machine(p) {
    p.mail({ turn: 0 })
    const ours = p.answer(0)
    const head = ['Auto-Submitted: auto-replied']
    p.mail({ turn: 1, inReplyTo: ours, subject: 'Out of office: Matter', head })
    p.put(bounceOf(ours, `person-${p.thread}`, p), `back-${p.thread}-end`, { turn: 1 })
  },
  charsets(p) {
    const kind = Math.floor(p.any() * 4)
    const head = { turn: 0 } as const
    if (kind === 0) p.mail({ ...head, type: 'Content-Type: text/plain; charset=iso-2022-jp' })
    if (kind === 1) p.mail({ ...head, type: 'Content-Type: text/plain; charset=nobody-knows-it' })
    if (kind === 2)
      p.mail({
        ...head,
        type: 'Content-Type: text/html; charset=windows-1252',
        words: '<p>Good <b>day</b> {mark}</p>',
      })
    if (kind === 3)
      p.mail({
        ...head,
        type: 'Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes',
        words: 'It clatters \r\n in front, {mark} \r\nwhen I brake.\r\n',
      })
    p.mail({ turn: 1, inReplyTo: p.id(0), references: [p.id(0)] })
  },
  broken(p) {
    const kind = Math.floor(p.any() * 4)
    const mixed = 'Content-Type: multipart/mixed; boundary="b"'
    const part = '--b\r\nContent-Type: text/plain\r\n\r\n{mark} was here\r\n'
    if (kind === 0) p.mail({ turn: 0, type: mixed, words: part })
    if (kind === 1) p.mail({ turn: 0, type: mixed, words: `Before any part.\r\n${part}` })
    if (kind === 2)
      p.mail({
        turn: 0,
        type: mixed,
        words: `${part}--b\r\nContent-Type: image/png; name="a.png"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!no base64!!\r\n--b--\r\n`,
      })
    if (kind === 3) p.mail({ turn: 0, head: ['X-Odd:\r\n folded', 'No colon here'] })
  },
  unreadable(p) {
    const mark = `kept-${p.thread}-end`
    p.put(Buffer.from(`Subject: Nobody wrote ${mark}\r\n\r\nwords\r\n`), mark, { turn: 0, fate: 'kept' })
  },
}

function bounceOf(ours: string, who: string, p: Pen): Buffer {
  const address = p.who.replace(/^.*<|>$/g, '')
  return Buffer.from(
    [
      'Return-Path: <>',
      'From: Mail Delivery System <MAILER-DAEMON@mx.example>',
      `To: ${DESK}`,
      'Subject: Undelivered Mail Returned to Sender',
      `Message-ID: <back-${who}@mx.example>`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="dsn"',
      '',
      `--dsn\r\nContent-Type: text/plain\r\n\r\nback-${p.thread}-end could not be delivered.\r\n`,
      '--dsn\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n',
      `Final-Recipient: rfc822; ${address}\r\nAction: failed\r\nStatus: 5.1.1\r\n`,
      `--dsn\r\nContent-Type: message/rfc822\r\n\r\nFrom: ${DESK}\r\nMessage-ID: ${ours}\r\n\r\nwords\r\n--dsn--\r\n`,
    ].join('\r\n'),
  )
}

// How often each is told, of a hundred: as a mailbox has it, the odd ones more often.
const OFTEN: Readonly<Record<string, number>> = { plain: 28, answered: 12, languages: 8 }

/** The story of a thread: the same for the same seed and number. */
export function storyOf(t: number, seed: number): Story {
  const any = numbersFrom(seed * 1_000_003 + t)
  const names = Object.keys(TELLS)
  const bag = names.flatMap((name) => Array.from({ length: OFTEN[name] ?? 5 }, () => name))
  const name = bag[Math.floor(any() * bag.length)]!
  const pen = new Pen(t, name, any)
  TELLS[name]!(pen)
  return { letters: pen.letters, answers: pen.answers }
}

/** The most turns a story has. */
export const TURNS = 6
