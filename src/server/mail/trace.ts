import { decodeWordsIn, type HeaderField } from './headers.ts'

/** One server on the way of a mail. `at`: its date as it wrote it. */
export type Hop = { readonly from: string; readonly by: string; readonly at: string | null }
/** What one server says of the sender of a mail (RFC 8601). */
export type Authentication = {
  readonly server: string
  readonly results: { readonly method: string; readonly result: string; readonly about: string }[]
}

/** The way a mail came, by its `Received` fields (RFC 5321 §4.4), the first server first. What each says is its own word. */
export function pathOf(fields: readonly HeaderField[]): Hop[] {
  return fields
    .filter((f) => f.name === 'received')
    .map(({ value }) => {
      const semicolon = value.lastIndexOf(';')
      const said = semicolon < 0 ? value : value.slice(0, semicolon)
      const date = semicolon < 0 ? '' : value.slice(semicolon + 1).trim()
      return { from: nameAfter(said, 'from'), by: nameAfter(said, 'by'), at: dateOf(date) }
    })
    .toReversed()
}

function nameAfter(said: string, word: string): string {
  return new RegExp(`(?:^|\\s)${word}\\s+([^\\s;()]{1,255})`, 'i').exec(said)?.[1] ?? ''
}

function dateOf(date: string): string | null {
  const time = Date.parse(date.replace(/\([^()]{0,100}\)/g, ' ').trim())
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

/** What `Authentication-Results` say, the field on top (the last server's) first. */
export function authenticationOf(fields: readonly HeaderField[]): Authentication[] {
  return fields.filter((f) => f.name === 'authentication-results').map(({ value }) => readResults(value))
}

/** Reads one `Authentication-Results` (RFC 8601 §2.2): the server that says it, and each method with its result. */
export function readResults(value: string): Authentication {
  const [head = '', ...parts] = withoutComments(value).split(';')
  const results = parts.flatMap((part) => {
    const found = /^\s*([a-z0-9-]{1,40})(?:\/\d+)?\s*=\s*([a-z]{1,40})\s*(.*)$/is.exec(part)
    if (!found) return []
    const [, method = '', result = '', about = ''] = found
    return [{ method: method.toLowerCase(), result: result.toLowerCase(), about: about.trim().slice(0, 300) }]
  })
  return { server: head.trim().split(/\s+/)[0]?.toLowerCase() ?? '', results }
}

// Comments nest, and hold whatever the sender wrote: nothing in them is a result.
function withoutComments(value: string): string {
  let [depth, quoted, out] = [0, false, '']
  for (let at = 0; at < value.length; at++) {
    const c = value[at]!
    if (c === '\\') {
      if (depth === 0) out += value.slice(at, at + 2)
      at += 1
    } else if (c === '"' && depth === 0) {
      quoted = !quoted
      out += c
    } else if (c === '(' && !quoted) depth += 1
    else if (c === ')' && !quoted && depth > 0) depth -= 1
    else if (depth === 0) out += quoted && c === ';' ? ' ' : c
  }
  return out
}

/** A header field as people read it: its encoded words decoded, bounded. */
export function readable({ name, value }: HeaderField, most: number) {
  const whole = decodeWordsIn(value)
  return { name, value: whole.length > most ? `${whole.slice(0, most)}…` : whole }
}
