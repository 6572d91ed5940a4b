import { kept } from '../../words/kept.ts'
import { decodeText } from './charset.ts'
import { unflow } from './flowed.ts'
import { htmlToPlainText } from './html-text.ts'
import type { MimePart } from './mime-tree.ts'

/** What a message says, and the parts that are files. `html` is as the sender wrote it: never show it unsanitised. */
export type MailBody = {
  readonly text: string
  readonly html: string | null
  readonly files: readonly MimePart[]
  readonly problems: readonly string[]
}

type Piece = { readonly text: string | null; readonly html: string | null }

/**
 * Sorts the parts of a message into its words and its files. Of alternatives the plain one speaks, unless it is blank or
 * says far less than the HTML; several bodies in a row are all kept, in order.
 */
export function readBody(root: MimePart): MailBody {
  const files: MimePart[] = []
  const problems: string[] = []
  let bodies = 0

  function walk(part: MimePart): Piece[] {
    if (part.type.startsWith('multipart/')) {
      const pieces = part.children.map(walk)
      return part.type === 'multipart/alternative' ? oneOf(pieces) : pieces.flat()
    }
    if (part.type === 'text/x-amp-html' || part.type === 'text/watch-html') return []
    const isText = part.type === 'text/plain' || part.type === 'text/html'
    if (!isText || part.disposition === 'attachment' || (part.filename !== null && bodies > 0)) {
      if (part.bytes.length > 0 || part.filename !== null) files.push(part)
      return []
    }
    bodies += 1
    const { text, problem } = decodeText(beginningOf(part.bytes), part.params.charset || charsetIn(part))
    if (problem !== null && !problems.includes(problem)) problems.push(problem)
    if (part.type === 'text/html' && (part.bytes.length > MOST_DECODED || isTooMuch(text))) {
      problems.push(kept('mail_html_large'))
      files.push(part)
      return []
    }
    if (part.type === 'text/html') return [{ text: null, html: cleaned(text) }]
    const shown = text.slice(0, LONGEST_TEXT)
    if (shown.length < text.length || part.bytes.length > MOST_DECODED) {
      problems.push(kept('mail_too_long'))
      files.push(part)
    }
    const flowed = part.params.format?.toLowerCase() === 'flowed'
    return [
      {
        text: cleaned(flowed ? unflow(shown, part.params.delsp?.toLowerCase() === 'yes') : shown),
        html: null,
      },
    ]
  }

  const pieces = walk(root)
  return {
    text: pieces.map(wordsOf).join('\n'),
    html: pieces.some((piece) => piece.html !== null)
      ? pieces.map((piece) => piece.html ?? plainAsHtml(piece.text ?? '')).join('\n')
      : null,
    files,
    problems,
  }
}

/** The charset that HTML names for itself, where its header names none. */
function charsetIn(part: MimePart): string | undefined {
  if (part.type !== 'text/html') return undefined
  const head = Buffer.from(part.bytes.subarray(0, 2048)).toString('latin1')
  return /<meta\s[^<>]{0,200}?charset\s{0,5}=\s{0,5}["']?([\w.:-]{1,40})/i.exec(head)?.[1]
}

/** Words beyond this (letters) are a file: nobody reads them as a letter, and each copy of them is so many bytes again. */
const LONGEST_TEXT = 1_000_000
/** HTML beyond this (letters, marks) takes the cleaner seconds; letters people write have a hundredth of it. */
const LONGEST_HTML = 4_000_000
const MOST_TAGS = 60_000

/** No more bytes of a part are decoded: what is beyond is a file, in any charset. */
const MOST_DECODED = 8 * 1024 * 1024

/** The beginning of a part too large to be shown, cut between two lines, or at least between two letters of UTF-8. */
function beginningOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= MOST_DECODED) return bytes
  const newline = bytes.lastIndexOf(10, MOST_DECODED)
  if (newline > MOST_DECODED - 64 * 1024) return bytes.subarray(0, newline + 1)
  let end = MOST_DECODED
  while (end > MOST_DECODED - 4 && (bytes[end]! & 0xc0) === 0x80) end -= 1
  return bytes.subarray(0, end)
}

function isTooMuch(html: string): boolean {
  if (html.length > LONGEST_HTML) return true
  let tags = 0
  for (let at = html.indexOf('<'); at >= 0 && tags <= MOST_TAGS; at = html.indexOf('<', at + 1)) tags += 1
  return tags > MOST_TAGS
}

function oneOf(choices: readonly Piece[][]): Piece[] {
  const join = (pieces: readonly Piece[] | undefined, kind: 'text' | 'html') =>
    pieces?.flatMap((piece) => piece[kind] ?? []).join('\n') ?? null
  const texts = choices.find((pieces) => pieces.some((piece) => piece.text?.trim()))
  const htmls = choices.findLast((pieces) => pieces.some((piece) => piece.html?.trim()))
  if (!texts && !htmls) return []
  return [{ text: join(texts, 'text'), html: join(htmls, 'html') }]
}

function wordsOf({ text, html }: Piece): string {
  if (html === null) return text ?? ''
  const fromHtml = htmlToPlainText(html)
  if (text === null || text.trim() === '') return fromHtml
  return countWords(text) * 4 < countWords(fromHtml) ? fromHtml : text
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
}

/** Plain text as HTML, line breaks and spaces kept. */
export function plainAsHtml(text: string): string {
  const escaped = text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
  return `<div style="white-space:pre-wrap">${escaped}</div>`
}

/** Line ends become `\n`; NUL, which no database takes, goes. */
function cleaned(text: string): string {
  return text.replace(/\r\n?/g, '\n').replaceAll('\u0000', '')
}
