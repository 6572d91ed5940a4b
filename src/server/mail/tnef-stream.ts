/**
 * The container in which Outlook sends "rich text" mail, `winmail.dat` ([MS-OXTNEF]): a run of attributes, some of which hold
 * a table of properties ([MS-OXCDATA]). Reads what is there and stops without a word where it breaks off.
 */

/** One attribute: what it belongs to, which it is, its bytes. */
export type TnefAttribute = {
  readonly of: 'message' | 'attachment'
  readonly id: number
  readonly bytes: Buffer
}

/** A property by its number, with its first value: bytes of what is variable, a number of what is not. */
export type TnefProperties = ReadonlyMap<number, { readonly type: number; readonly value: Buffer | number }>

const SIGNATURE = 0x223e9f78
const MOST = 100_000

/** Tells whether bytes begin as a TNEF stream does. */
export function isTnef(bytes: Uint8Array): boolean {
  return bytes.length >= 6 && asBuffer(bytes).readUInt32LE(0) === SIGNATURE
}

/** The attributes of a TNEF stream in order; `whole` tells whether it was readable to its end. */
export function readAttributes(bytes: Uint8Array): { attributes: TnefAttribute[]; whole: boolean } {
  const buffer = asBuffer(bytes)
  const attributes: TnefAttribute[] = []
  if (!isTnef(bytes)) return { attributes, whole: false }
  let at = 6
  while (at + 9 <= buffer.length && attributes.length < MOST) {
    const level = buffer[at]
    const id = buffer.readUInt16LE(at + 1)
    const length = buffer.readUInt32LE(at + 5)
    if ((level !== 1 && level !== 2) || at + 9 + length > buffer.length) return { attributes, whole: false }
    attributes.push({
      of: level === 1 ? 'message' : 'attachment',
      id,
      bytes: buffer.subarray(at + 9, at + 9 + length),
    })
    at += 9 + length + 2
  }
  return { attributes, whole: at >= buffer.length }
}

/** The bytes each value of a type takes; null where it says so itself. */
const SIZES: Readonly<Record<number, number | null>> = {
  2: 4, // short, filled up
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
  13: null, // an object within
  30: null, // words in the code page
  31: null, // words in UTF-16
  258: null, // bytes
}

/** Reads a table of properties, as far as it can be read. */
export function readProperties(buffer: Buffer): TnefProperties {
  const found = new Map<number, { type: number; value: Buffer | number }>()
  let at = 0
  const u32 = () => {
    const value = buffer.readUInt32LE(at)
    at += 4
    return value
  }
  try {
    const count = Math.min(u32(), MOST)
    for (let n = 0; n < count; n += 1) {
      const head = u32()
      const type = head & 0x0fff
      const id = head >>> 16
      const several = (head & 0x1000) !== 0
      if (id >= 0x8000) {
        at += 16
        const byNumber = u32() === 0
        const length = byNumber ? 4 : padded(u32())
        at += length
      }
      const size = SIZES[type]
      if (size === undefined) break
      const values = several || size === null ? Math.min(u32(), MOST) : 1
      for (let v = 0; v < values; v += 1) {
        const length = size ?? u32()
        if (at + length > buffer.length) return found
        const bytes = buffer.subarray(at, at + length)
        if (v === 0 && !found.has(id))
          found.set(id, { type, value: size === 4 ? bytes.readUInt32LE(0) : bytes })
        at += size ?? padded(length)
      }
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  return found
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
