import { randomBytes } from 'node:crypto'

/**
 * Keeps the large files of a message out of the MIME parser, which would hold them several times over: a long run of base64 lines
 * is cut out, a mark stands in its place, and where the mark comes out of the parser the run is put in, decoded once.
 */
export type HeavyRuns = {
  /** The message with its marks. */
  readonly light: Uint8Array
  /** What belongs where marks stand in the bytes of a part. */
  readonly restored: (bytes: Uint8Array) => Uint8Array
}

type Run = { readonly from: number; readonly to: number; readonly letters: number; readonly mark: Buffer }

const HEAVY = 256 * 1024
/** Lines between two looks at how much is decoded at once. */
const PIECE = 1024 * 1024

const IS_BASE64 = new Uint8Array(256)
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
  IS_BASE64[letter.charCodeAt(0)] = 1

/** Cuts the heavy runs out of a message; one without them is given back as it is. */
export function cutHeavyRuns(given: Uint8Array): HeavyRuns {
  const raw = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  const runs = raw.length < HEAVY ? [] : findRuns(raw)
  if (runs.length === 0) return { light: given, restored: (bytes) => bytes }
  const pieces: Buffer[] = []
  let at = 0
  for (const { from, to, mark } of runs) {
    pieces.push(raw.subarray(at, from), Buffer.from(`${mark.toString('base64')}\r\n`))
    at = to
  }
  pieces.push(raw.subarray(at))
  return { light: Buffer.concat(pieces), restored: (bytes) => restoredIn(raw, runs, bytes) }
}

/** Runs that begin a body, right after a blank line: only there base64 is known to begin with a whole group of four. */
function findRuns(raw: Buffer): Run[] {
  const runs: Run[] = []
  let afterBlank = false
  for (let at = 0; at < raw.length; ) {
    const { next, letters } = lineAt(raw, at)
    if (!afterBlank || letters < 40) {
      afterBlank = letters === 0 && next - at <= 2
      at = next
      continue
    }
    let to = next
    let all = letters
    for (let line = lineAt(raw, to); line.letters >= 40; line = lineAt(raw, to)) {
      to = line.next
      all += line.letters
    }
    afterBlank = false
    if (to - at >= HEAVY && all % 4 === 0) runs.push({ from: at, to, letters: all, mark: randomBytes(24) })
    at = to
  }
  return runs
}

/** Where the line that begins here ends, and its letters if it has nothing but base64 in it, else -1. */
function lineAt(raw: Buffer, at: number): { next: number; letters: number } {
  const newline = raw.indexOf(10, at)
  const next = newline < 0 ? raw.length : newline + 1
  let end = newline < 0 ? raw.length : newline
  if (raw[end - 1] === 13 && end > at) end -= 1
  if (newline < 0 || end - at > 1000) return { next, letters: -1 }
  for (let i = at; i < end; i += 1) if (IS_BASE64[raw[i]!] === 0) return { next, letters: -1 }
  return { next, letters: end - at }
}

function restoredIn(raw: Buffer, runs: readonly Run[], given: Uint8Array): Uint8Array {
  let bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  for (const run of runs) {
    const decoded = bytes.indexOf(run.mark)
    if (decoded >= 0) {
      bytes = withDecoded(raw, run, bytes, decoded)
      continue
    }
    // The part is not base64 itself, or is a message within which it stands.
    const mark = `${run.mark.toString('base64')}\r\n`
    const literal = bytes.indexOf(mark.trimEnd(), 0, 'latin1')
    if (literal < 0) continue
    const after = bytes.indexOf(10, literal)
    bytes = Buffer.concat([
      bytes.subarray(0, literal),
      raw.subarray(run.from, run.to),
      after < 0 ? Buffer.alloc(0) : bytes.subarray(after + 1),
    ])
  }
  return bytes
}

function withDecoded(raw: Buffer, run: Run, bytes: Buffer, at: number): Buffer {
  const size = (run.letters / 4) * 3
  const rest = bytes.subarray(at + run.mark.length)
  const whole = Buffer.allocUnsafe(at + size + rest.length)
  bytes.copy(whole, 0, 0, at)
  let written = at
  let from = run.from
  let letters = 0
  for (let line = run.from; line < run.to; ) {
    const { next, letters: more } = lineAt(raw, line)
    letters += more
    line = next
    if (line < run.to && (line - from < PIECE || letters % 4 !== 0)) continue
    written += whole.write(raw.toString('latin1', from, line), written, 'base64')
    from = line
    letters = 0
  }
  rest.copy(whole, written)
  return whole.subarray(0, written + rest.length)
}
