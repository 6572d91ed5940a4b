import { isAscii } from 'node:buffer'
import { TextDecoder } from 'node:util'
import { kept } from '../../words/kept.ts'

/** Labels seen in mail that the WHATWG encoding standard does not list. */
const ALIASES: Readonly<Record<string, string>> = {
  cp932: 'shift_jis',
  'windows-932': 'shift_jis',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  eucjp: 'euc-jp',
  cp936: 'gb18030',
  'windows-936': 'gb18030',
  cp949: 'euc-kr',
  uhc: 'euc-kr',
  cp950: 'big5',
  'iso-8859-8-e': 'iso-8859-8',
  cp437: 'windows-1252',
  '8859-1': 'iso-8859-1',
  latin_1: 'iso-8859-1',
  utf8mb4: 'utf-8',
  cp65001: 'utf-8',
  'windows-utf8': 'utf-8',
}

const UNDECIDED = new Set(['', 'us-ascii', 'ascii', 'ansi_x3.4-1968', 'unknown', 'unknown-8bit', 'x-unknown'])

/** Text of bytes, and what was wrong with their label, if anything. */
export type DecodedText = { readonly text: string; readonly problem: string | null }

/**
 * Decodes the bytes of a text part. The label is believed when the bytes bear it out; a UTF-8 text under a Latin label, a
 * Latin text under a UTF-8 label and Japanese without a label are recognised. Never throws.
 */
export function decodeText(bytes: Uint8Array, label: string | null | undefined): DecodedText {
  const named = (label ?? '')
    .trim()
    .toLowerCase()
    .replace(/^['"]|['"]$/g, '')
  if (UTF7.has(named) && !hasHighBytes(bytes)) return { text: fromUtf7(bytes), problem: null }
  const marked = byOrderMark(bytes)
  if (marked !== null) return { text: marked, problem: null }
  const decoder = UNDECIDED.has(named) ? null : decoderFor(named)
  const unknown = decoder === null && !UNDECIDED.has(named)
  if (decoder === null || decoder.encoding === 'utf-8') {
    const told = unknown ? kept('mail_charset_unknown', { named: named.slice(0, 40) }) : null
    const guess = guessed(bytes)
    if (guess.encoding === 'utf-8' || guess.encoding === 'iso-2022-jp')
      return { text: guess.text, problem: told }
    return {
      text: guess.text,
      problem: told ?? kept('mail_charset_guessed', { named: named || 'us-ascii', read: guess.encoding }),
    }
  }
  if (decoder.encoding === 'windows-1252' || decoder.encoding.startsWith('iso-8859')) {
    const utf8 = hasHighBytes(bytes) ? strictly('utf-8', bytes) : null
    if (utf8 !== null) return { text: utf8, problem: kept('mail_charset_other', { named, read: 'utf-8' }) }
  }
  const text = decoder.decode(bytes)
  if (text.includes('\uFFFD')) {
    const utf8 = strictly('utf-8', bytes)
    const other = utf8 ?? (decoder.encoding === 'iso-2022-jp' ? strictly('shift_jis', bytes) : null)
    if (other !== null)
      return {
        text: other,
        problem: kept('mail_charset_other', { named, read: utf8 === null ? 'shift_jis' : 'utf-8' }),
      }
    return { text, problem: kept('mail_charset_bytes', { named }) }
  }
  return { text, problem: null }
}

/** UTF-7 (RFC 2152), which old Outlooks still send and no browser reads any more. */
const UTF7 = new Set(['utf-7', 'utf7', 'unicode-1-1-utf-7', 'x-unicode-2-0-utf-7', 'cp65000'])

function fromUtf7(bytes: Uint8Array): string {
  return new TextDecoder('windows-1252')
    .decode(bytes)
    .replace(/\+([A-Za-z0-9+/]*)-?/g, (whole, base64: string) => {
      if (base64 === '') return whole === '+-' ? '+' : whole
      const utf16 = Buffer.from(base64, 'base64')
      return new TextDecoder('utf-16be').decode(utf16.subarray(0, utf16.length - (utf16.length % 2)))
    })
}

/** Decodes raw 8-bit header bytes: UTF-8 (RFC 6532) where they are, else Windows Latin. */
export function decodeHeaderBytes(bytes: Uint8Array): string {
  return guessed(bytes).text
}

function guessed(bytes: Uint8Array): { text: string; encoding: string } {
  if (!hasHighBytes(bytes) && hasJapaneseEscapes(bytes)) {
    return { text: new TextDecoder('iso-2022-jp').decode(bytes), encoding: 'iso-2022-jp' }
  }
  const utf8 = strictly('utf-8', bytes)
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8' }
  return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' }
}

function decoderFor(label: string): TextDecoder | null {
  const bare = label.replace(/^x-(?=.)/, '').replace(/^cs(?=iso|shift|euc|utf)/, '')
  for (const name of [label, ALIASES[label], bare, ALIASES[bare], label.replace(/_/g, '-')]) {
    try {
      if (name) return new TextDecoder(name, { ignoreBOM: false })
    } catch {
      // not a name this runtime knows: try the next spelling
    }
  }
  return null
}

function strictly(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function byOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return strictly('utf-8', bytes)
  return null
}

function hasHighBytes(bytes: Uint8Array): boolean {
  return !isAscii(bytes)
}

/** Tells whether the bytes switch to a Japanese set, `ESC $ B` or `ESC $ @`. */
function hasJapaneseEscapes(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x1b); at >= 0; at = bytes.indexOf(0x1b, at + 1)) {
    if (bytes[at + 1] === 0x24 && (bytes[at + 2] === 0x42 || bytes[at + 2] === 0x40)) return true
  }
  return false
}
