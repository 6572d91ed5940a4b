import { addressParser, decodeWords } from 'postal-mime'
import type { Instant } from '../../domain/shared/time.ts'
import { decodeHeaderBytes } from './charset.ts'

/** One header field, unfolded; the name in lower case, encoded words (RFC 2047) not yet decoded. */
export type HeaderField = { readonly name: string; readonly value: string }

/** An address with the name that stood beside it, or null. */
export type MailAddress = { readonly name: string | null; readonly address: string }

const MAX_HEADER_BYTES = 2 * 1024 * 1024

/** Reads the header fields of a raw message in order, raw 8-bit bytes in them included. */
export function readHeaders(raw: Uint8Array): HeaderField[] {
  const lines: string[] = []
  let from = 0
  while (from < raw.length && from < MAX_HEADER_BYTES) {
    const newline = raw.indexOf(0x0a, from)
    const end = newline < 0 ? raw.length : newline
    const line = decodeHeaderBytes(raw.subarray(from, end)).replace(/\r$/, '')
    if (line === '') break
    if (/^[ \t]/.test(line) && lines.length > 0) lines.push(`${lines.pop()}${line}`)
    else lines.push(line)
    from = end + 1
  }
  return lines.flatMap((line) => {
    const field = /^([!-9;-~]+)[ \t]*:(.*)$/s.exec(line)
    return field ? [{ name: field[1]!.toLowerCase(), value: tidy(field[2]!) }] : []
  })
}

/** The first field of that name, undecoded, or null. */
export function headerOf(fields: readonly HeaderField[], name: string): string | null {
  return fields.find((field) => field.name === name)?.value ?? null
}

/** Decodes the encoded words of an unstructured field: a subject, a file name. */
export function decodeWordsIn(value: string): string {
  return tidy(decodeWords(value))
}

/** The addresses of all fields of that name, groups flattened, names decoded; what is no address is left out. */
export function addressesOf(fields: readonly HeaderField[], name: string): MailAddress[] {
  return fields.filter((field) => field.name === name).flatMap((field) => readAddresses(field.value))
}

/** Reads an address list. An unquoted comma in a name (`Meier, Hans <h@…>`) is understood as part of the name. */
export function readAddresses(list: string): MailAddress[] {
  const found: MailAddress[] = []
  let stray: string[] = []
  for (const { name, address } of addressParser(list, { flatten: true })) {
    const clean = tidy(address ?? '').toLowerCase()
    if (!/^[^\s@<>]+@[^\s@<>]+$/.test(clean)) {
      if (name && !address) stray.push(name)
      continue
    }
    const whole = tidy([...stray, name].filter(Boolean).join(', ')).replace(/^['"]+|['"]+$/g, '')
    found.push({ name: whole && whole.toLowerCase() !== clean ? whole : null, address: clean })
    stray = []
  }
  return found
}

/** No line of a mail is longer (RFC 5322 §2.1.1, bytes); what is, is no id, and no index holds it. */
const LONGEST_ID = 998

/** The message ids in a `References`, `In-Reply-To` or `Message-ID` field, with their angle brackets, each once. */
export function messageIdsIn(value: string | null): string[] {
  if (value === null) return []
  const bracketed = value.match(/<[^<>\s]{1,990}>/g)
  const ids =
    bracketed ??
    value.split(/[\s,]+/).flatMap((word) => (/^[^<>\s]+@[^<>\s]+$/.test(word) ? [`<${word}>`] : []))
  return [...new Set(ids)].filter((id) => Buffer.byteLength(id) <= LONGEST_ID)
}

/** A `Date` field as an instant, or null when it is none. */
export function instantIn(value: string | null): Instant | null {
  if (value === null) return null
  const time = Date.parse(value.replace(/\([^()]*\)/g, ' ').trim())
  if (Number.isNaN(time) || time < 0 || time > 253402300799999) return null
  return new Date(time).toISOString() as Instant
}

/** Takes control characters and runs of white space out of a one-line value. */
function tidy(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be removed
  return value.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim()
}
