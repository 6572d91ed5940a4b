import { parseMail, type UnderstoodMail } from '../mail/parse.ts'

/** Where links of ours lead that let somebody in, or change how they come in. */
const DOORS = /^\/+(?:invitation\/|(?:reset-password|new-address|stop-address)\?token=?)([\w%.~-]{1,300})/
const UUID = '[0-9a-f-]{36}'
/** Keys as we make them (invitation, new address, new password): where a line is broken behind one, the next word is none of it. */
const KEY = new RegExp(`^(?:${UUID}\\.${UUID}\\.[\\w-]{32}|${UUID}\\.[\\w-]{22}|[a-z0-9]{24})`)
/** How many letters of a text are looked through at once, and how many of the next beside them. */
const WINDOW = 200_000
const OVERLAP = 2000
/** What a mail program puts between two letters where it breaks or quotes a line. */
const BREAK = '(?:=?\\r?\\n[\\s>|]*)?'
/** What stands where the key of such a link stood. */
const BLANK = '•••'
/** How far a mail within a mail is looked into. */
const DEEPEST = 3

/**
 * Tells whether a mail brings along a link of ours that opens somebody's account: a letter of the house that was given back, that a
 * machine quotes, or that came into a mailbox of ours. `home`: where this Servus is reached. Into what is attached it looks only where a
 * machine wrote; what people attach is theirs.
 */
export async function holdsAccountLink(mail: UnderstoodMail, home: string, depth = 0): Promise<boolean> {
  if (leadsIn(mail.subject, home) || leadsIn(mail.text, home) || leadsIn(mail.html ?? '', home)) return true
  if (!isByMachine(mail) && depth === 0) return false
  for (const { type, bytes } of mail.attachments) {
    if (type === 'message/rfc822' && depth < DEEPEST) {
      const within = await parseMail(bytes)
      if (!('unreadable' in within) && (await holdsAccountLink(within, home, depth + 1))) return true
    } else if (/^(?:text|message)\//.test(type) && leadsIn(Buffer.from(bytes).toString('latin1'), home))
      return true
  }
  return false
}

/**
 * A mail without the keys of the links in it that open an account: what a person wrote is filed and read by colleagues, and the letter
 * they answer stands quoted below. `withheld`, as the original still holds them. Null where they cannot be taken out.
 */
export function withoutAccountLinks(mail: UnderstoodMail, home: string): UnderstoodMail | null {
  const found = [mail.subject, mail.text, mail.html ?? ''].flatMap((words) => keysIn(words, home))
  const keys = found.map((key) => KEY.exec(key)?.[0] ?? key)
  const blank = blanker([...new Set(keys)].slice(0, 100))
  const segments = mail.segments.map((one) => ({ ...one, text: blank(one.text) }))
  const joined = (wanted: boolean | null) =>
    segments
      .filter((s) => wanted === null || s.folded === wanted)
      .map((s) => s.text)
      .join('')
  const text = joined(null)
  const html = mail.html && blank(mail.html)
  const subject = blank(mail.subject)
  if ([subject, text, html ?? ''].some((words) => leadsIn(words, home))) return null
  return {
    ...{ ...mail, subject, segments, text, html },
    ...{ visibleText: joined(false), foldedText: joined(true), withheld: true },
  }
}

function blanker(keys: readonly string[]): (words: string) => string {
  // The longest first, so that nothing of one is left where another is its beginning.
  const found = keys
    .toSorted((a, b) => b.length - a.length)
    .map((key) => {
      const letters = [...key].map((letter) => letter.replace(/[.\-~%]/, '\\$&')).join(BREAK)
      return new RegExp(`(?<=(?:[/=]|%2f|%3d|=3d)${BREAK})${letters}`, 'gi')
    })
  return (words) => found.reduce((rest, key) => rest.replace(key, BLANK), words)
}

/** Tells whether a machine wrote a mail: nobody's words are lost where it is shown to nobody. What came over a list may be a person's. */
export function isByMachine({ auto }: UnderstoodMail): boolean {
  return auto.isBounce || auto.isDelay || auto.isAutoReply
}

function leadsIn(text: string, home: string): boolean {
  return keysIn(text, home).length > 0
}

/** What opens an account in the links of ours that stand in some words, in lower case. */
function keysIn(text: string, home: string): string[] {
  const place = home
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '')
  const written = text.toLowerCase()
  // Most mails name us nowhere.
  if (!written.includes(/^[^:/]*/.exec(place)![0])) return []
  const keys: string[] = []
  // Some at a time: of a large file every copy is as large.
  for (let at = 0; at < written.length; at += WINDOW)
    for (const after of unfolded(written.slice(at, at + WINDOW + OVERLAP))
      .split(place)
      .slice(1))
      keys.push(...(DOORS.exec(after.slice(0, 400))?.slice(1) ?? []))
  return keys
}

/** As it was written before it was quoted, broken into lines, or led through a filter of links. */
function unfolded(text: string): string {
  return text
    .replace(/=?\r?\n[\s>|]*/g, '')
    .replaceAll('=3d', '=')
    .replace(/%([2-7][0-9a-f])/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
}
