import { describe, expect, it } from 'vitest'
import { unpackTnef } from './tnef.ts'

/** A `winmail.dat` of one attribute, the properties of its message. */
function winmail(properties: Buffer): Buffer {
  const head = Buffer.alloc(15)
  head.writeUInt32LE(0x223e9f78, 0)
  head[6] = 1
  head.writeUInt16LE(0x9003, 7)
  head.writeUInt16LE(6, 9)
  head.writeUInt32LE(properties.length, 11)
  return Buffer.concat([head, properties, Buffer.alloc(2)])
}

/** The properties of a message that has nothing but rich text. */
function richText(bytes: Buffer): Buffer {
  const head = Buffer.alloc(16)
  head.writeUInt32LE(1, 0)
  head.writeUInt32LE(0x10090102, 4)
  head.writeUInt32LE(1, 8)
  head.writeUInt32LE(bytes.length, 12)
  return Buffer.concat([head, bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
}

/** Rich text that says it is short, and repeats itself to eight times what it weighs. */
function bomb(groups: number): Buffer {
  const group = Buffer.from([0xff, ...Array.from({ length: 8 }, () => [0x00, 0x1f]).flat()])
  const folded = Buffer.concat(Array.from({ length: groups }, () => group))
  const head = Buffer.alloc(16)
  head.writeUInt32LE(folded.length + 12, 0)
  head.writeUInt32LE(100, 4)
  head.writeUInt32LE(0x75465a4c, 8)
  return Buffer.concat([head, folded])
}

describe('rich text in a winmail.dat', () => {
  it('is not opened where it would become far more than it says, and the file is kept', () => {
    const opened = unpackTnef(winmail(richText(bomb(60_000))))
    expect(opened).toEqual({ bodies: [], files: [], whole: false })
  })

  it('that cannot be opened is not passed over in silence', () => {
    expect(unpackTnef(winmail(richText(Buffer.from('no rich text at all'))))).toMatchObject({ whole: false })
  })
})
