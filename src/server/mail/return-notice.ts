import { readAddresses } from './headers.ts'
import { SENT_MARK } from './sent-mark.ts'

/** One recipient a bounce is about, from its machine-readable part (RFC 3464). `status` such as `5.1.1`. */
export type DeliveryReport = {
  readonly address: string | null
  readonly action: string
  readonly status: string | null
  /** What the server that refused it said, in its words. */
  readonly words: string | null
}

/** A mail that came back: its Message-ID, and the mark it left under where its header came along (see sent-mark.ts). */
export type ReturnedMail = { readonly id: string; readonly mark: string | null }

/** The most of a notice that is read, in characters: it says why in its first lines, then brings the mail along. */
const MOST = 20_000
const MOST_ADDRESSES = 50

/** Where a notice ends and the mail it brings along begins. */
const COPY =
  /^(?:--.*(?:copy of|below this line|original message|returned message|ursprünglich|message header|en-tête).*|(?:return-path|received|message-id|x-[a-z-]+):.*)$/imu

/** A mail that is still on its way: its server says so before it gives up. */
const WAITS =
  /\b(?:warning message only|has not yet been delivered|not been delivered yet|will (?:keep trying|retry|continue)|still trying|delivery attempts will continue|noch nicht zugestellt)\b/i

const MARK = new RegExp(`^[^\\S\\r\\n]*${SENT_MARK}:[^\\S\\n]*(?:\\n[^\\S\\n]+)?([0-9a-f]{30})\\b`, 'im')
const ADDRESS = /[^\s<>"'(),:;[\]]{1,64}@[^\s<>"'(),:;[\]]{1,253}/g
const REPLY = /^.*?\b([45]\d\d(?:[ :-]|$).*)$/m
const STATUS = /\b([45]\.\d{1,3}\.\d{1,3})\b/

/**
 * What a mail server says in plain words when it gives a mail back without a report a machine can read (RFC 3464): qmail, Exim, Exchange
 * before 2007, Notes, big providers. `returned` is the mail it brings along; `waits`: it is tried on.
 */
export function readReturnNotice(
  text: string,
  failed: readonly string[],
): { reports: DeliveryReport[]; returned: ReturnedMail | null; waits: boolean } {
  const whole = text.slice(0, MOST)
  const end = whole.search(COPY)
  const notice = end < 0 ? whole : whole.slice(0, end)
  const copy = whole.slice(Math.max(0, end))
  const id = /^[^\S\r\n]*message-id:[^\S\n]*(?:\n[^\S\n]+)?(<[^<>\s]{1,400}>)/im.exec(copy)?.[1]
  const mark = MARK.exec(copy)?.[1] ?? null
  const returned = id ? { id, mark } : null
  const named = failed.flatMap((value) => readAddresses(value)).map((a) => a.address)
  const said = named.length > 0 ? [] : addressesIn(notice)
  const addresses = [...new Set([...named, ...said])].slice(0, MOST_ADDRESSES)
  const reports = addresses.map((address) => reportOf(address, notice, addresses))
  return { reports, returned, waits: WAITS.test(notice) }
}

// Those the notice names at the begin of a line; one in the middle of what a server said is a repetition, or somebody else's.
function addressesIn(notice: string): string[] {
  return notice.split(/\r?\n/).flatMap((line) => {
    const [first] = line.match(ADDRESS) ?? []
    const begins = first !== undefined && /^[\s<"']*$/.test(line.slice(0, line.indexOf(first)))
    const found = begins ? readAddresses(first)[0]?.address : undefined
    return found ? [found] : []
  })
}

function reportOf(address: string, notice: string, all: readonly string[]): DeliveryReport {
  const at = notice.toLowerCase().indexOf(address.toLowerCase())
  const after = at < 0 ? notice : notice.slice(at + address.length)
  const next = all
    .filter((other) => other !== address)
    .map((other) => after.toLowerCase().indexOf(other.toLowerCase()))
    .filter((n) => n >= 0)
  const own = after.slice(0, Math.min(2000, ...next))
  const status = STATUS.exec(own)?.[1] ?? null
  return { address, action: 'failed', status, words: wordsOf(own) }
}

function wordsOf(own: string): string | null {
  const reply = REPLY.exec(own)?.[1]
  const line = own
    .split(/\r?\n/)
    .slice(1)
    .map((l) => l.trim())
    .find((l) => l.length > 10 && !/^<|@[^\s]+$/.test(l))
  return (reply ?? line)?.trim().slice(0, 300) || null
}
