import { sha256Of } from '../files/blobs.ts'
import { decodeWordsIn, headerOf, readHeaders } from './headers.ts'
import type { MimePart } from './mime-tree.ts'

/** A file that came with a message. `inline`: it is shown inside the HTML by its `contentId`. `size` in bytes. */
export type MailAttachment = {
  readonly name: string
  readonly type: string
  readonly size: number
  readonly sha256: string
  readonly contentId: string | null
  readonly inline: boolean
  readonly bytes: Uint8Array
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'message/rfc822': 'eml',
  'message/delivery-status': 'txt',
  'text/rfc822-headers': 'txt',
  'text/calendar': 'ics',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/csv': 'csv',
  'application/ms-tnef': 'dat',
}

/** Makes attachments of the parts that are files, each with a safe name; `html` is the mail's, to know what it shows. */
export function readAttachments(files: readonly MimePart[], html: string | null): MailAttachment[] {
  return files.map((part, index) => ({
    name: nameOf(part, index + 1),
    type: part.type,
    size: part.bytes.length,
    sha256: sha256Of(part.bytes),
    contentId: part.contentId,
    inline: part.contentId !== null && html !== null && mentions(html, part.contentId),
    bytes: part.bytes,
  }))
}

function mentions(html: string, contentId: string): boolean {
  return html.includes(`cid:${contentId}`) || html.includes(`cid:${encodeURIComponent(contentId)}`)
}

function nameOf(part: MimePart, number: number): string {
  const given = part.filename === null ? '' : safeName(decodeWordsIn(part.filename))
  if (given) return given
  const extension = EXTENSIONS[part.type] ?? 'bin'
  if (part.type === 'message/rfc822') {
    const subject = safeName(
      decodeWordsIn(headerOf(readHeaders(part.bytes), 'subject') ?? '').replace(/[/\\]/g, '-'),
    )
    if (subject) return `${subject.slice(0, 80)}.eml`
  }
  return `attachment-${number}.${extension}`
}

/**
 * A file name that can be shown and saved: no path, no control or direction-changing characters (`exe.fdp` tricks), no
 * characters a file system refuses, 200 characters at most with the extension kept. Empty when nothing is left.
 */
export function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  if (plain.length <= 200) return plain
  const extension = /\.[^.]{1,10}$/.exec(plain)?.[0] ?? ''
  return plain.slice(0, 200 - extension.length) + extension
}
