/** Undoes the transfer encoding of a part, line by line; what it holds is one run of bytes. */
export abstract class Decoder {
  protected bytes = Buffer.alloc(0)
  protected length = 0

  /** Takes a line, without its end. */
  abstract update(line: Uint8Array): void

  /** All that was decoded. */
  finalize(): ArrayBuffer {
    const { buffer, byteOffset } = this.bytes
    return buffer.slice(byteOffset, byteOffset + this.length) as ArrayBuffer
  }

  protected makeRoom(more: number): void {
    if (this.length + more <= this.bytes.length) return
    const wider = Buffer.allocUnsafe(Math.max(this.length + more, 4096, this.bytes.length * 2))
    this.bytes.copy(wider, 0, 0, this.length)
    this.bytes = wider
  }
}

const NEWLINE = 10

/** Of a part that is not encoded: its lines, each ended by a newline. */
export class AsItIs extends Decoder {
  update(line: Uint8Array): void {
    this.makeRoom(line.length + 1)
    this.bytes.set(line, this.length)
    this.length += line.length + 1
    this.bytes[this.length - 1] = NEWLINE
  }
}

const PADDING = '='.charCodeAt(0)
const VALUES = new Int8Array(256).fill(-1)
for (const [value, letter] of [
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
].entries())
  VALUES[letter.charCodeAt(0)] = value

/** Base64 (RFC 2045 §6.8): other letters are passed over, and padding ends a unit also in the middle, as some mailers pad every line. */
export class Base64 extends Decoder {
  private held = 0
  private bits = 0

  update(line: Uint8Array): void {
    this.makeRoom(line.length)
    for (const letter of line) {
      const value = VALUES[letter]!
      if (letter === PADDING) this.bits = 0
      if (value < 0) continue
      this.held = ((this.held << 6) | value) & 0xffff
      this.bits += 6
      if (this.bits < 8) continue
      this.bits -= 8
      this.bytes[this.length++] = (this.held >> this.bits) & 0xff
    }
  }
}
