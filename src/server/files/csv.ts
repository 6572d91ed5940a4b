import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { TextDecoder } from 'node:util'
import { CsvError, type Info, parse } from 'csv-parse'

/** How a CSV file is written. */
export type CsvForm = { readonly encoding: string; readonly delimiter: string }
/** One record: which it is (1 for the first, as a spreadsheet numbers them), and its cells. */
export type CsvRecord = { readonly line: number; readonly cells: readonly string[] }

/** What is wrong with a file as a whole, and at which record. */
export const FILE_FAULTS = [
  'empty',
  'spreadsheet',
  'line_too_long',
  'quote_open',
  'not_mbox',
  'gone',
  'too_large',
] as const
export type FileFault = (typeof FILE_FAULTS)[number]

/** A file that cannot be read: why, and at which line. */
export class FileUnreadable extends Error {
  readonly fault: FileFault
  readonly line: number | null
  constructor(fault: FileFault, line: number | null = null) {
    super(`${fault} at ${line ?? 'the whole'}`)
    this.fault = fault
    this.line = line
  }
}

/** The longest record, in letters: a quote somebody forgot makes one of the rest of a file. */
const LONGEST = 200_000
const SAMPLE = 64 * 1024
const DELIMITERS = [';', ',', '\t', '|']

/**
 * Tells how a CSV file is written: UTF-8 or UTF-16 by its mark or its bytes, else Windows-1252; and what parts its cells.
 * @throws FileUnreadable for an empty file, a spreadsheet that is no CSV, a file that is gone.
 */
export async function formOf(path: string): Promise<CsvForm> {
  const head = await headOf(path)
  if (head.length === 0) throw new FileUnreadable('empty')
  if (
    head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004')) ||
    head.subarray(0, 4).toString('hex') === 'd0cf11e0'
  )
    throw new FileUnreadable('spreadsheet')
  const encoding = wideEncoding(head) ?? ((await isUtf8(path)) ? 'utf-8' : 'windows-1252')
  return { encoding, delimiter: delimiterOf(new TextDecoder(encoding).decode(head)) }
}

/**
 * Reads the records of a CSV file in order, a part at a time; blank ones come too, so that their numbers are the file's.
 * @throws FileUnreadable naming the line, for a quote that never ends or a line longer than anybody writes.
 */
export async function* readCsv(path: string, { encoding, delimiter }: CsvForm): AsyncGenerator<CsvRecord> {
  const parser = parse({
    delimiter,
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: LONGEST,
    info: true,
  })
  const source = createReadStream(path, { highWaterMark: SAMPLE })
  const decoder = new TextDecoder(encoding)
  source.on('error', (e) => parser.destroy(e))
  source.on('data', (chunk) => {
    if (parser.destroyed) return
    if (!parser.write(decoder.decode(chunk as Buffer, { stream: true }))) source.pause()
  })
  parser.on('drain', () => source.resume())
  source.on('end', () => parser.end(decoder.decode()))
  let line = 0
  try {
    for await (const { record } of parser as AsyncIterable<{ record: string[]; info: Info }>)
      yield { line: ++line, cells: record }
  } catch (e) {
    throw faultOf(e, line + 1)
  } finally {
    source.destroy()
    parser.destroy()
  }
}

function faultOf(e: unknown, line: number): unknown {
  if ((e as NodeJS.ErrnoException).code === 'ENOENT') return new FileUnreadable('gone')
  if (!(e instanceof CsvError)) return e
  if (e.code === 'CSV_QUOTE_NOT_CLOSED') return new FileUnreadable('quote_open', line)
  return e.code === 'CSV_MAX_RECORD_SIZE' ? new FileUnreadable('line_too_long', line) : e
}

/** A CSV record as it is written; what a spreadsheet would run as a formula is made words. */
export function writeCsv(cells: readonly string[], delimiter: string): string {
  const cell = (raw: string) => {
    // A telephone is no formula, and has to come back as it went.
    const text = /^[=@\t\r]|^[+-](?![\d\s()/.-]*$)/.test(raw) ? `'${raw}` : raw
    return /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return `${cells.map(cell).join(delimiter)}\r\n`
}

async function headOf(path: string): Promise<Buffer> {
  try {
    const file = await open(path)
    try {
      const { size } = await stat(path)
      const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, SAMPLE)), 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (e) {
    throw (e as NodeJS.ErrnoException).code === 'ENOENT' ? new FileUnreadable('gone') : e
  }
}

function wideEncoding(head: Buffer): string | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  // Letters of Europe leave every second byte of UTF-16 empty.
  const nuls = [0, 0]
  for (let at = 0; at < head.length; at++) if (head[at] === 0) nuls[at % 2]! += 1
  const many = head.length / 4
  return nuls[1]! > many ? 'utf-16le' : nuls[0]! > many ? 'utf-16be' : null
}

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }))
      decoder.decode(chunk as Buffer, { stream: true })
    decoder.decode()
    return true
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false
    throw e
  }
}

/** What stands oftenest outside quotes in the first line that has any; the first lines decide between equals. */
function delimiterOf(sample: string): string {
  const plain = sample.replace(/"(?:[^"]|"")*"/g, '')
  const first = plain.split(/\r?\n/).slice(0, 10)
  const count = (d: string) => first.map((line) => line.split(d).length - 1)
  const even = (d: string) => {
    const n = count(d)
    return (n[0] ?? 0) * 100 + n.filter((x) => x === n[0]).length
  }
  const best = DELIMITERS.toSorted((a, b) => even(b) - even(a))[0]!
  return (count(best)[0] ?? 0) > 0 ? best : ','
}
