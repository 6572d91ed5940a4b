import type { MessageId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { load } from '../conversations/actions.ts'
import * as messages from '../conversations/store-messages.ts'
import { Refused } from '../db/refused.ts'
import { BlobDamaged, BlobMissing } from '../files/blobs.ts'
import type { Asked } from '../http/route.ts'
import { readHeaders } from '../mail/headers.ts'
import { authenticationOf, pathOf, readable } from '../mail/trace.ts'
import type { Services } from '../services.ts'
import { findInbound } from './store-mail-in.ts'

/** How much of a source is shown at once (bytes), and of its header. */
const PART = 64 * 1024
const HEAD = 256 * 1024
const MOST_FIELDS = 300
const LONGEST_FIELD = 4000

/** An original somebody may read: its hash and where it is fetched whole. */
type Original = { readonly sha256: string; readonly rawUrl: string }

/** The original of a message. @throws Refused `not_found`, also for whoever may not read its conversation. */
export async function originalOfMessage(asked: Asked, id: MessageId): Promise<Original> {
  const found = await asked.db.read(asked.workspaceId, (db) => messages.findHtml(db, id))
  if (!found?.rawSha256) throw new Refused(refuse('not_found'))
  await load(asked, found.conversationId)
  return { sha256: found.rawSha256, rawUrl: `/api/messages/${id}/raw` }
}

/** The original of a line of the receipt book. @throws Refused `not_found`, as of the message it became. */
export async function originalOfReceipt(asked: Asked, id: string): Promise<Original> {
  const { row, place } = await asked.db.read(asked.workspaceId, async (db) => {
    const line = await findInbound(db, id)
    const [message] = line?.messageId ? await messages.findMessages(db, [line.messageId]) : []
    return { row: line, place: message?.conversationId ?? line?.conversationId ?? null }
  })
  if (!row?.sha256 || row.receipt?.withheld) throw new Refused(refuse('not_found'))
  if (place) await load(asked, place)
  // Whose a double is, only its twin knows; what came back with a letter of the house is for nobody else.
  else if (row.state === 'doubled' || row.state === 'filed') throw new Refused(refuse('not_found'))
  return { sha256: row.sha256, rawUrl: `/api/inbound-mails/${id}/raw` }
}

/**
 * A part of an original, and its header as people read it. All of it is read and compared with its hash, some of it is held.
 * @throws Refused `file_lost`, `file_damaged`.
 */
export async function showOriginal(
  asked: Asked,
  { sha256, rawUrl }: Original,
  from: number,
): Promise<ReturnType<typeof shownPart>> {
  const head: Buffer[] = []
  const part: Buffer[] = []
  let size = 0
  await wholeOriginal(asked.services, sha256, (chunk) => {
    if (size < HEAD) head.push(chunk.subarray(0, HEAD - size))
    const [first, last] = [Math.max(0, from - size), from + PART - size]
    if (last > 0 && first < chunk.length) part.push(chunk.subarray(first, last))
    size += chunk.length
  })
  const url = `${rawUrl}?workspace=${asked.workspaceId}`
  return shownPart({ head: Buffer.concat(head), part: Buffer.concat(part), from, size, url })
}

function shownPart(read: { head: Buffer; part: Buffer; from: number; size: number; url: string }) {
  const { head, from, size, url } = read
  // A part ends where a line does, so that no letter is cut in two.
  const newline = from + read.part.length < size ? read.part.lastIndexOf(0x0a) : -1
  const part = newline > 0 ? read.part.subarray(0, newline + 1) : read.part
  const fields = readHeaders(head)
  const next = from + part.length
  return {
    size,
    headers: fields.slice(0, MOST_FIELDS).map((f) => readable(f, LONGEST_FIELD)),
    headersCut: fields.length > MOST_FIELDS,
    path: pathOf(fields).slice(0, 50),
    authentication: authenticationOf(fields).slice(0, 20),
    source: { text: textOf(part), from, next: next < size ? next : null },
    rawUrl: url,
  }
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return bytes.toString('latin1')
  }
}

/**
 * Reads an original from its beginning to its end and compares it with its hash.
 * @throws Refused `file_lost`, `file_damaged`.
 */
export async function wholeOriginal(
  { blobs }: Services,
  sha256: string,
  onChunk: (chunk: Buffer) => void = () => {},
): Promise<void> {
  try {
    for await (const chunk of await blobs.stream(sha256)) onChunk(chunk as Buffer)
  } catch (e) {
    throw refusedBlob(e)
  }
}

/** What a lost or damaged original is to whoever asks for it; other errors as they are. */
export function refusedBlob(e: unknown): unknown {
  if (e instanceof BlobMissing) return new Refused(refuse('file_lost'))
  return e instanceof BlobDamaged ? new Refused(refuse('file_damaged')) : e
}
