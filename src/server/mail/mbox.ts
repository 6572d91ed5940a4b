import { createReadStream } from 'node:fs'
import type { Instant } from '../../domain/shared/time.ts'
import { FileUnreadable } from '../files/csv.ts'

/** A mail of an mbox. `raw` null: larger than allowed. `next`: where in the file the one after it begins, in bytes. */
export type MboxMail = {
  readonly raw: Buffer | null
  readonly size: number
  readonly next: number
  /** When it was put there, by the line above it; null where that tells nothing. */
  readonly at: Instant | null
}

const NL = 10
/** A line above a mail is no longer than this. */
const LINE = 2000
const POSTMARK = /^From (?:\S+ +(?=.*\d{1,2}:\d{2})(?=.*\b\d{4}\b)|\S*@\S+\s*$)/
const HEADER = /^[!-9;-~]+:/

/**
 * Reads an mbox file (RFC 4155, mboxrd and mboxo) from `from` on, one mail at a time; a mail larger than `largest` bytes passes
 * by without being kept. A line counts as the beginning of a mail only with a date in it and a header below it, since not every
 * program marks those inside mails.
 * @throws FileUnreadable `not_mbox` if it does not begin like one, `empty`, `gone`.
 */
export async function* readMbox(path: string, from: number, largest: number): AsyncGenerator<MboxMail> {
  const source = createReadStream(path, { start: from, highWaterMark: 1024 * 1024 })
  const one = new Gathering(from, largest)
  let rest: Buffer = Buffer.alloc(0)
  let begun = false
  try {
    for await (const chunk of source) {
      rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer])
      if (!begun && rest.length < LINE && rest.length < 4) continue
      if (!begun) {
        const skipped = blanks(rest)
        rest = rest.subarray(skipped)
        one.pass(skipped)
        if (!/^From /.test(rest.subarray(0, 5).toString('latin1'))) throw new FileUnreadable('not_mbox')
        begun = true
      }
      for (let at = 0; ; ) {
        const found = rest.indexOf('\nFrom ', at)
        if (found < 0) break
        const begins = beginsAt(rest, found + 1)
        if (begins === null) break
        at = found + 1
        if (!begins) continue
        one.add(rest.subarray(0, at))
        yield one.done()
        rest = rest.subarray(at)
        at = 0
      }
      const sure = Math.max(0, rest.length - 2 * LINE)
      one.add(rest.subarray(0, sure))
      rest = rest.subarray(sure)
    }
  } catch (e) {
    throw (e as NodeJS.ErrnoException).code === 'ENOENT' ? new FileUnreadable('gone') : e
  } finally {
    source.destroy()
  }
  if (!begun) {
    if (from > 0) return
    throw new FileUnreadable(rest.length === 0 ? 'empty' : 'not_mbox')
  }
  one.add(rest)
  yield one.done()
}

/** Whether a mail begins here; null while too little is read to tell. */
function beginsAt(bytes: Buffer, at: number): boolean | null {
  const end = bytes.indexOf(NL, at)
  const after = end < 0 ? -1 : bytes.indexOf(NL, end + 1)
  if (after < 0 && bytes.length - at < 2 * LINE) return null
  if (end < 0 || end - at > LINE) return false
  const text = bytes
    .subarray(at, Math.min(end + 1 + LINE, after < 0 ? bytes.length : after))
    .toString('latin1')
  const [mark = '', below = ''] = text.split('\n')
  return POSTMARK.test(mark) && HEADER.test(below)
}

function blanks(bytes: Buffer): number {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  while (bytes[at] === 13 || bytes[at] === NL) at += 1
  return at
}

/** The parts of one mail as they are read; of one too large nothing is kept. */
class Gathering {
  private parts: Buffer[] = []
  private size = 0
  private at: number
  private readonly largest: number

  constructor(at: number, largest: number) {
    this.at = at
    this.largest = largest
  }

  pass(bytes: number): void {
    this.at += bytes
  }

  add(part: Buffer): void {
    this.size += part.length
    this.at += part.length
    if (this.size > this.largest) this.parts = []
    else if (part.length > 0) this.parts.push(part)
  }

  done(): MboxMail {
    const { size, at: next } = this
    const whole = size > this.largest ? null : Buffer.concat(this.parts)
    this.parts = []
    this.size = 0
    if (!whole) return { raw: null, size, next, at: null }
    const end = whole.indexOf(NL)
    const mark = whole.subarray(0, end < 0 ? whole.length : end).toString('latin1')
    return {
      raw: end < 0 ? Buffer.alloc(0) : unquoted(whole.subarray(end + 1)),
      size,
      next,
      at: dateIn(mark),
    }
  }
}

// The blank line below a mail is the file's, and so is one ">" before a "From " that stood in it.
function unquoted(mail: Buffer): Buffer {
  const text = mail.toString('latin1').replace(/(\r?\n)\r?\n$/, '$1')
  return Buffer.from(text.includes('\n>') ? text.replace(/^>(>*From )/gm, '$1') : text, 'latin1')
}

function dateIn(mark: string): Instant | null {
  const text = mark.trim().replace(/^From \S+ +/, '')
  const time = Date.parse(/[+-]\d{4}|GMT|UTC/.test(text) ? text : `${text} UTC`)
  return Number.isNaN(time) ? null : (new Date(time).toISOString() as Instant)
}

/** Whether a mail lay in the bin or among the junk of the program the file is from: Gmail's labels, Thunderbird's marks. */
export function isDiscarded(raw: Buffer): boolean {
  const end = raw.indexOf('\n\n')
  const header = raw.subarray(0, Math.min(end < 0 ? raw.length : end, 64 * 1024)).toString('latin1')
  const labels = /^x-gmail-labels:((?:.*\r?\n[ \t])*.*)/im.exec(header)?.[1] ?? ''
  const status = /^x-mozilla-status:\s*([0-9a-f]{4})/im.exec(header)?.[1]
  return (
    /(?:^|[,\s])"?(?:spam|trash|papierkorb|drafts?|entw=?.{0,5}rfe)"?(?:$|[,\s])/i.test(labels) ||
    (status !== undefined && (Number.parseInt(status, 16) & 8) !== 0)
  )
}
