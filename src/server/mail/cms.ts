/**
 * Just enough of CMS (RFC 5652) to tell what an S/MIME part is, and to take out what is signed within it. Nothing is verified or
 * decrypted here.
 */

/** What a CMS message is; of a signed one, what was signed (null when that lies elsewhere). */
export type Cms =
  | { readonly kind: 'signed'; readonly content: Uint8Array | null }
  | { readonly kind: 'encrypted' }

const SIGNED_DATA = '2a864886f70d010702'
const ENVELOPED = ['2a864886f70d010703', '2a864886f70d0109100117']
const OCTETS = 0x04
const OBJECT_ID = 0x06
const SEQUENCE = 0x30
const DEEPEST = 12

type Value = { readonly tag: number; readonly from: number; readonly to: number; readonly next: number }

/** Reads a CMS message in DER or BER; null for what is none. */
export function readCms(given: Uint8Array): Cms | null {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  const info = valueAt(bytes, 0, bytes.length)
  if (info?.tag !== SEQUENCE) return null
  const [type, content] = within(bytes, info, 2)
  if (type?.tag !== OBJECT_ID) return null
  const oid = bytes.subarray(type.from, type.to).toString('hex')
  if (ENVELOPED.includes(oid)) return { kind: 'encrypted' }
  if (oid !== SIGNED_DATA || !content) return null
  const [signed] = within(bytes, content, 1)
  const carried = signed && within(bytes, signed, 3)[2]
  const [, wrapped] = carried ? within(bytes, carried, 2) : []
  const [octets] = wrapped ? within(bytes, wrapped, 1) : []
  return { kind: 'signed', content: octets ? joined(bytes, octets) : null }
}

/** The value at a place; its end is looked for where it is not said (BER, "indefinite"). */
function valueAt(bytes: Buffer, at: number, end: number, depth = 0): Value | null {
  if (at + 2 > end || depth > DEEPEST) return null
  const tag = bytes[at]!
  const first = bytes[at + 1]!
  if (first < 0x80) return bounded({ tag, from: at + 2, to: at + 2 + first, next: at + 2 + first }, end)
  if (first === 0x80) {
    let next = at + 2
    while (next + 2 <= end) {
      if (bytes[next] === 0 && bytes[next + 1] === 0) return { tag, from: at + 2, to: next, next: next + 2 }
      const child = valueAt(bytes, next, end, depth + 1)
      if (!child) return null
      next = child.next
    }
    return null
  }
  const count = first & 0x7f
  if (count > 6 || at + 2 + count > end) return null
  const from = at + 2 + count
  const to = from + bytes.readUIntBE(at + 2, count)
  return bounded({ tag, from, to, next: to }, end)
}

function bounded(value: Value, end: number): Value | null {
  return value.to <= end ? value : null
}

function within(bytes: Buffer, parent: Value, most: number): Value[] {
  const found: Value[] = []
  for (let at = parent.from; at < parent.to && found.length < most; ) {
    const child = valueAt(bytes, at, parent.to)
    if (!child) break
    found.push(child)
    at = child.next
  }
  return found
}

/** A string of octets, whole or in pieces. */
function joined(bytes: Buffer, value: Value): Uint8Array | null {
  if (value.tag === OCTETS) return bytes.subarray(value.from, value.to)
  if (value.tag !== (OCTETS | 0x20)) return null
  const pieces = within(bytes, value, 1_000_000)
  if (pieces.some((piece) => piece.tag !== OCTETS)) return null
  return Buffer.concat(pieces.map((piece) => bytes.subarray(piece.from, piece.to)))
}
