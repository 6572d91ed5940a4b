import { introductionAt, isBlank, skipBlanks } from './fold-lines.ts'
import { HEADER_LABELS } from './fold-words.ts'
import { addressesOf, decodeWordsIn, headerOf, readAddresses, readHeaders } from './headers.ts'
import type { MimePart } from './mime-tree.ts'
import { bareSubject, isForward } from './subject.ts'

/** The mail that was passed on, as whoever passed it on shows it. `date` in the words that stand there. */
export type Forwarded = {
  readonly from: { readonly name: string | null; readonly address: string | null }
  readonly subject: string | null
  readonly date: string | null
}

const KINDS = ['from', 'date', 'to', 'subject'] as const
/** As many mails passed on within each other are followed to the first. */
const DEEPEST = 10

/**
 * Whose mail was passed on in a text: under a line that says so, or, where the subject says it (`forward`), under the first
 * header block. Of a mail passed on several times it is the first sender's. Null when nothing says that anything was passed on.
 */
export function forwardedIn(text: string, { forward = false } = {}): Forwarded | null {
  const lines = text.split('\n').map((line) => line.replace(/^[ \t]?(?:>[ \t]?)+/, ''))
  let found: Forwarded | null = null
  let at = 0
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const next = blockAfter(lines, at, forward || depth > 0)
    if (next === null) break
    found = next.forwarded
    at = next.to
    if (found.subject === null || !isForward(found.subject)) break
  }
  return found
}

type Block = { readonly forwarded: Forwarded; readonly to: number }

function blockAfter(lines: readonly string[], from: number, forward: boolean): Block | null {
  for (let at = from; at < lines.length; at += 1) {
    const intro = introductionAt(lines, at)
    if (intro === null) continue
    if (intro.kind === 'attribution' || (intro.kind === 'header' && !forward)) return null
    const begins = intro.kind === 'forward' ? intro.to : at
    return blockAt(lines, begins) ?? blockAt(lines, begins + 1)
  }
  return null
}

/** Reads a block of labels and values; what a long value continues on goes with it. */
function blockAt(lines: readonly string[], from: number): Block | null {
  const found: Partial<Record<(typeof KINDS)[number], string>> = {}
  let at = skipBlanks(lines, from)
  let last: (typeof KINDS)[number] | null = null
  for (let read = 0; at < lines.length && read < 16; at += 1, read += 1) {
    const line = lines[at]!.slice(0, 1000)
    if (isBlank(line)) break
    const kind: (typeof KINDS)[number] | undefined = KINDS.find(
      (name) => !found[name] && HEADER_LABELS[name].test(line.slice(0, 400)),
    )
    if (kind) {
      found[kind] = line.replace(/^[^:：]{0,60}[:：]\**/, '').trim()
      last = kind
    } else if (/^\s*\**\p{L}[\p{L} -]{0,19}\**\s*[:：]/u.test(line)) last = null
    else if (last === 'from' || last === 'to') found[last] += ` ${line.trim()}`
    // Some programs set no blank line between the block and the words.
    else if (found.from !== undefined && found.subject !== undefined) break
  }
  if (found.from === undefined || (found.date === undefined && found.subject === undefined)) return null
  const forwarded = { from: senderIn(found.from), subject: found.subject || null, date: found.date || null }
  return { forwarded, to: at }
}

/** `Rita <rita@x>`, `Rita [mailto:rita@x]`, `rita@x`, or a name alone. */
function senderIn(value: string): Forwarded['from'] {
  const shown = value.slice(0, 1000).replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069*]/g, '')
  const unlinked = shown.replace(/<mailto:[^<>\s]{0,254}>/gi, '')
  const plain = (unlinked.includes('@') ? unlinked : shown)
    .replace(/\[mailto:([^\]\s]{3,254})\]/i, '<$1>')
    .replace(/<mailto:([^>\s]{3,254})>/i, '<$1>')
  const known = readAddresses(plain)[0]
  if (known) return known
  const bare = /[^\s<>()[\]"',;:@]{1,64}@[^\s<>()[\]"',;:@]{1,255}/.exec(plain)?.[0]
  const name = plain
    .replace(/<[^<>]{0,400}>/g, ' ')
    .replace(bare ?? '', ' ')
    .replace(/\(\s*\)/g, ' ')
    .trim()
  return { name: name.slice(0, 200) || null, address: bare?.toLowerCase() ?? null }
}

/**
 * Whose mail was passed on as a file: the first message attached, where the subject or a body without words says that it was.
 * Followed inwards like those in the text.
 */
export function forwardedAsFile(
  files: readonly MimePart[],
  subject: string,
  words: string,
): Forwarded | null {
  const attached = files.filter((file) => file.type === 'message/rfc822')
  const [only] = attached
  if (!only) return null
  const fields = readHeaders(only.bytes)
  const inner = decodeWordsIn(headerOf(fields, 'subject') ?? '')
  const same = inner !== '' && bareSubject(inner) === bareSubject(subject)
  if (!isForward(subject) && !same && (words.trim() !== '' || attached.length > 1)) return null
  const from = addressesOf(fields, 'from')[0]
  if (!from) return null
  return { from, subject: inner || null, date: headerOf(fields, 'date') }
}
