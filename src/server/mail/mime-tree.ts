import PostalMime from 'postal-mime'
import { kept } from '../../words/kept.ts'
import { cutHeavyRuns, type HeavyRuns } from './heavy-runs.ts'
import { AsItIs, Base64, type Decoder } from './transfer.ts'

/** One part of a message as its sender built it: transfer encoding undone, charset not yet. */
export type MimePart = {
  readonly type: string
  readonly params: Readonly<Record<string, string>>
  readonly disposition: string | null
  readonly filename: string | null
  readonly contentId: string | null
  readonly bytes: Uint8Array
  readonly children: readonly MimePart[]
}

/** The part of postal-mime's parser we read: its tree, which its flat result throws away. Pinned version, tested. */
type Node = {
  readonly postalMime: { parts?: number }
  setupContentDecoder(encoding: string): void
  contentDecoder: Decoder | null
  readonly contentType: {
    readonly parsed: { readonly value: string; readonly params: Record<string, string> }
  }
  readonly contentDisposition: {
    readonly parsed: { readonly value: string; readonly params: Record<string, string> }
  }
  readonly contentId?: string
  readonly content: ArrayBuffer | null
  readonly childNodes: readonly Node[]
}

/**
 * Reads the MIME structure of a message. The tree is taken rather than postal-mime's flat result, because that one guesses
 * charsets from the label alone, joins quoted format=flowed lines, mixes attached messages into the body and drops a
 * multipart whose boundary is broken. Throws when nested more than 100 deep, with over 1 MiB of headers or 5000 parts.
 */
export async function readMimeTree(raw: Uint8Array): Promise<{ root: MimePart; problems: string[] }> {
  const problems: string[] = []
  const { light, restored } = cutHeavyRuns(raw)
  const root = await treeOf(light, problems, 0)
  return { root: light === raw ? root : whole(root, restored), problems }
}

/** The tree with what was kept out of it put in. */
function whole(part: MimePart, restored: HeavyRuns['restored']): MimePart {
  return {
    ...part,
    bytes: part.bytes.length > 0 ? restored(part.bytes) : part.bytes,
    children: part.children.map((child) => whole(child, restored)),
  }
}

/** Of all parts together (bytes). */
const LARGEST_HEADERS = 1024 * 1024

async function treeOf(raw: Uint8Array, problems: string[], mends: number): Promise<MimePart> {
  const parser = new TreeParser({
    forceRfc822Attachments: true,
    maxNestingDepth: 100,
    maxHeadersSize: LARGEST_HEADERS,
  })
  await parser.parse(raw)
  return partOf(rootOf(parser), problems, mends)
}

/** The tree alone: what the parser makes of it for its flat result holds every word once more. */
class TreeParser extends PostalMime {
  async collectNode(): Promise<void> {}
}

const rootOf = (parser: PostalMime) => (parser as unknown as { root: Node }).root

/** Boundaries without end would take the whole machine's memory; beyond this a message is shown as it came. */
const MOST_PARTS = 5000

// Its own keep an object for every line that is not encoded, and for every padding of base64: of 25 MB that is up to 5 GB.
const nodes = Object.getPrototypeOf(rootOf(new PostalMime())) as Node
const setup = nodes.setupContentDecoder
nodes.setupContentDecoder = function (encoding) {
  this.postalMime.parts = (this.postalMime.parts ?? 0) + 1
  if (this.postalMime.parts > MOST_PARTS) throw new Error(`it has more than ${MOST_PARTS} parts`)
  if (/quoted-printable/i.test(encoding)) setup.call(this, encoding)
  else this.contentDecoder = /base64/i.test(encoding) ? new Base64() : new AsItIs()
}

async function partOf(node: Node, problems: string[], mends: number): Promise<MimePart> {
  const type = node.contentType.parsed.value.toLowerCase() || 'text/plain'
  const bytes = new Uint8Array(node.content ?? new ArrayBuffer(0))
  if (type.startsWith('multipart/') && node.childNodes.length === 0)
    return mended(node, type, bytes, problems, mends)
  const children: MimePart[] = []
  for (const child of node.childNodes) children.push(await partOf(child, problems, mends))
  const { params } = node.contentType.parsed
  const disposition = node.contentDisposition.parsed
  return {
    type,
    params,
    disposition: disposition.value || null,
    filename: disposition.params.filename || params.name || null,
    contentId: node.contentId?.replace(/^\s*<|>\s*$/g, '').trim() || null,
    bytes: children.length > 0 ? new Uint8Array() : bytes,
    children,
  }
}

/** A multipart in which no boundary was found: looks for the one really used, else takes all of it as plain text. */
async function mended(
  node: Node,
  type: string,
  bytes: Uint8Array,
  problems: string[],
  mends: number,
): Promise<MimePart> {
  const found = mends < 5 ? boundaryIn(bytes) : null
  if (found) {
    problems.push(kept('mail_boundary'))
    const head = Buffer.from(`Content-Type: ${type}; boundary="${found}"\r\n\r\n`, 'latin1')
    return treeOf(Buffer.concat([head, bytes]), problems, mends + 1)
  }
  if (bytes.length > 0) problems.push(kept('mail_no_parts'))
  return {
    type: 'text/plain',
    params: { charset: node.contentType.parsed.params.charset ?? '' },
    disposition: null,
    filename: null,
    contentId: null,
    bytes,
    children: [],
  }
}

/** A line `--something` with a `Content-…:` header within the next lines is taken for the boundary. */
function boundaryIn(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 65536)).toString('latin1')
  const match =
    /(?:^|\n)--([^\s"\\][^\r\n"\\]{0,199}?)[ \t]*\r?\n(?:[!-9;-~]+:[^\n]*\n){0,5}?Content-[a-z-]+:/i.exec(
      text,
    )
  return match?.[1] ?? null
}
