import { decompressRTF } from '@kenjiuno/decompressrtf'
import { deEncapsulateSync } from 'rtf-stream-parser'
import { decodeText } from './charset.ts'
import type { MimePart } from './mime-tree.ts'
import { isTnef, readAttributes, readProperties, type TnefProperties } from './tnef-stream.ts'

/** What was in a `winmail.dat`: its words, its files, and whether it could be read to its end. */
export type Unpacked = {
  readonly bodies: readonly MimePart[]
  readonly files: readonly MimePart[]
  readonly whole: boolean
}

const BODY = 0x800c
const MESSAGE_PROPERTIES = 0x9003
const CODE_PAGE = 0x9007
const ATTACHMENT_BEGINS = 0x9002
const ATTACHMENT_NAME = 0x8010
const ATTACHMENT_DATA = 0x800f
const ATTACHMENT_PROPERTIES = 0x9005

const OBJECT = 13
const UTF16 = 31
/** Of rich text, folded and unfolded (bytes); it is taken apart in memory many times its size. */
const LARGEST_RTF = 4_000_000
const FOLDED = 0x75465a4c

type Draft = { name: string | null; bytes: Buffer | null; properties: TnefProperties }

/** Tells whether a part is such a container, by its type or by its name and first bytes. */
export function isTnefPart(part: MimePart): boolean {
  const named =
    /^application\/(?:ms-|vnd\.ms-)tnef$/.test(part.type) || /winmail.*\.dat$/i.test(part.filename ?? '')
  return named && isTnef(part.bytes)
}

/** Unpacks a `winmail.dat`. A message within it is unpacked to its own files. Never throws. */
export function unpackTnef(bytes: Uint8Array, depth = 0): Unpacked {
  const { attributes, whole } = readAttributes(bytes)
  let codePage = 'windows-1252'
  let plain: string | null = null
  let properties: TnefProperties = new Map()
  const drafts: Draft[] = []
  for (const { of, id, bytes: value } of attributes) {
    if (of === 'message') {
      if (id === CODE_PAGE && value.length >= 4) codePage = `windows-${value.readUInt32LE(0)}`
      else if (id === BODY) plain = words(value, codePage)
      else if (id === MESSAGE_PROPERTIES) properties = readProperties(value)
      continue
    }
    if (id === ATTACHMENT_BEGINS || drafts.length === 0)
      drafts.push({ name: null, bytes: null, properties: new Map() })
    const draft = drafts.at(-1)!
    if (id === ATTACHMENT_NAME) draft.name = words(value, codePage)
    else if (id === ATTACHMENT_DATA) draft.bytes = value
    else if (id === ATTACHMENT_PROPERTIES) draft.properties = readProperties(value)
  }
  const files = drafts.flatMap((draft) => filesOf(draft, codePage, depth))
  const bodies = bodiesOf(properties, plain, codePage)
  return { bodies: bodies ?? [], files, whole: whole && bodies !== null }
}

function filesOf({ name, bytes, properties }: Draft, codePage: string, depth: number): MimePart[] {
  const data = properties.get(0x3701)
  const within = data?.type === OBJECT && Buffer.isBuffer(data.value) ? data.value.subarray(16) : null
  if (within && isTnef(within) && depth < 5) {
    const inner = unpackTnef(within, depth + 1)
    const text = inner.bodies.map((body) => ({
      ...body,
      disposition: 'attachment',
      filename: `${name ?? 'message'}.${body.type === 'text/html' ? 'html' : 'txt'}`,
    }))
    return [...text, ...inner.files]
  }
  const content = bytes ?? (data && Buffer.isBuffer(data.value) ? data.value : null)
  if (!content || content.length === 0) return []
  const said = (id: number) => wordsOf(properties, id, codePage)
  return [
    part(said(0x370e)?.toLowerCase() || 'application/octet-stream', content, {
      disposition: 'attachment',
      filename: said(0x3707) || said(0x3704) || name || said(0x3001) || null,
      contentId: said(0x3712)?.replace(/^<|>$/g, '') || null,
    }),
  ]
}

/** The words: HTML or plain as they are, else out of the rich text in which Outlook wraps them; null where that cannot be opened. */
function bodiesOf(properties: TnefProperties, plain: string | null, codePage: string): MimePart[] | null {
  const html = properties.get(0x1013)?.value
  const said = wordsOf(properties, 0x1000, codePage) ?? plain
  const found: MimePart[] = []
  if (said?.trim()) found.push(textPart('text/plain', said))
  if (Buffer.isBuffer(html) && html.length > 0) {
    const page = properties.get(0x3fde)?.value
    const charset = page === 65001 ? 'utf-8' : typeof page === 'number' ? `windows-${page}` : codePage
    found.push(textPart('text/html', decodeText(html, charset).text))
  }
  if (found.length > 0) return found
  const rich = properties.get(0x1009)?.value
  return Buffer.isBuffer(rich) && rich.length > 0 ? fromRichText(rich) : []
}

function fromRichText(compressed: Buffer): MimePart[] | null {
  // The decompressor trusts the lengths it is told.
  if (compressed.length < 16 || compressed.readUInt32LE(0) + 4 > compressed.length) return null
  if (compressed.length > LARGEST_RTF || unfoldedSize(compressed) > LARGEST_RTF) return null
  try {
    const rtf = Buffer.from(decompressRTF([...compressed]))
    try {
      const decode = (bytes: Buffer, charset: string) => decodeText(bytes, charset).text
      const { mode, text } = deEncapsulateSync(rtf, { decode, warn: () => {} })
      return [textPart(mode === 'html' ? 'text/html' : 'text/plain', String(text))]
    } catch {
      return [part('application/rtf', rtf, { disposition: 'attachment', filename: 'message.rtf' })]
    }
  } catch {
    return null
  }
}

/** How many bytes rich text becomes ([MS-OXRTFCP] §2.1.3.1): what it says of that itself is not what it is opened by. */
function unfoldedSize(rich: Buffer): number {
  if (rich.readUInt32LE(8) !== FOLDED) return rich.length
  const end = rich.readUInt32LE(0) + 4
  let size = 0
  let control = 0
  for (let at = 16, run = 0; at < end; run = (run + 1) % 8) {
    if (run === 0) control = rich[at++] ?? 0
    const repeats = ((control >> run) & 1) === 1
    size += repeats ? ((rich[at + 1] ?? 0) & 15) + 2 : 1
    at += repeats ? 2 : 1
  }
  return size
}

function wordsOf(properties: TnefProperties, id: number, codePage: string): string | null {
  const found = properties.get(id)
  if (!found || !Buffer.isBuffer(found.value)) return null
  return words(found.value, found.type === UTF16 ? 'utf-16le' : codePage)
}

function words(bytes: Buffer, charset: string): string {
  return decodeText(bytes, charset).text.split('\u0000', 1)[0]!
}

function textPart(type: string, text: string): MimePart {
  return part(type, Buffer.from(text), { params: { charset: 'utf-8' } })
}

function part(type: string, bytes: Uint8Array, more: Partial<MimePart>): MimePart {
  return {
    type,
    params: {},
    disposition: null,
    filename: null,
    contentId: null,
    bytes,
    children: [],
    ...more,
  }
}
