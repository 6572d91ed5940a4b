import { parseMail, type UnderstoodMail } from '../mail/parse.ts'

/** Where links of ours lead that let somebody in, or change how they come in. */
const DOORS = /^\/+(?:invitation\/|(?:reset-password|new-address|stop-address)\?token=?)[\w%.~-]/
/** How far a mail within a mail is looked into. */
const DEEPEST = 3

/**
 * Tells whether a mail brings along a link of ours that opens somebody's account: a letter of the house that was given back, that a
 * machine quotes, or that came into a mailbox of ours. `home`: where this Servus is reached. Into what is attached it looks only where a
 * machine wrote; what people attach is theirs.
 */
export async function holdsAccountLink(mail: UnderstoodMail, home: string, depth = 0): Promise<boolean> {
  if (leadsIn(mail.text, home) || leadsIn(mail.html ?? '', home)) return true
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

/** Tells whether a machine wrote a mail: nobody's words are lost where it is shown to nobody. What came over a list may be a person's. */
export function isByMachine({ auto }: UnderstoodMail): boolean {
  return auto.isBounce || auto.isDelay || auto.isAutoReply
}

function leadsIn(text: string, home: string): boolean {
  const place = home
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '')
  const written = text.toLowerCase()
  // Most mails name us nowhere.
  if (!written.includes(/^[^:/]*/.exec(place)![0])) return false
  return unfolded(written)
    .split(place)
    .slice(1)
    .some((after) => DOORS.test(after.slice(0, 100)))
}

/** As it was written before it was quoted, broken into lines, or led through a filter of links. */
function unfolded(text: string): string {
  return text
    .replace(/=?\r?\n[\s>|]*/g, '')
    .replaceAll('=3d', '=')
    .replace(/%([2-7][0-9a-f])/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
}
