import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { TextDecoder } from 'node:util'
import { parse } from 'csv-parse/sync'

/** How a CSV file is written. `before`: lines above its first record, blank ones and Excel's `sep=;`; none if not said. */
export type CsvForm = { readonly encoding: string; readonly delimiter: string; readonly before?: number }
/** What is wrong with one line: a quotation mark that never closes, or more letters than anybody writes. */
export type LineFault = 'quote_open' | 'line_too_long'
/** One record: which it is (1 for the first, as a spreadsheet numbers them), and its cells; those of a faulty one as they stood. */
export type CsvRecord = {
  readonly line: number
  readonly cells: readonly string[]
  readonly fault: LineFault | null
}

/** What is wrong with a file as a whole, and at which record. */
export const FILE_FAULTS = ['empty', 'spreadsheet', 'no_text', 'not_mbox', 'gone', 'too_large'] as const
export type FileFault = (typeof FILE_FAULTS)[number]

/** A file that cannot be read at all, and why. */
export class FileUnreadable extends Error {
  readonly fault: FileFault
  constructor(fault: FileFault) {
    super(fault)
    this.fault = fault
  }
}

/** The longest record, in letters: a quote somebody forgot makes one of the rest of a file. */
const LONGEST = 200_000
/** How many lines behind its first a record may close against the count of its marks, and how many letters are tried in all. */
const NEAR = 20
const MOST_TRIED = 2 * LONGEST
/** So many are always tried, however many lines of the file were faulty before: with each, less speaks for looking far. */
const LEAST_TRIED = 1000
/** Behind how many faults all that is left is taken apart at once. */
const AT_ONCE = 8
/** As many letters are taken apart together. */
const STEP = 64 * 1024
const SAMPLE = 64 * 1024
const DELIMITERS = [';', ',', '\t', '|']

/**
 * Tells how a CSV file is written: UTF-8 or UTF-16 by its mark or its bytes, else Windows-1252; and what parts its cells.
 * @throws FileUnreadable for an empty file, a spreadsheet that is no CSV, one that holds no text (a picture), a file that is gone.
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
  const sample = new TextDecoder(encoding).decode(head)
  if ((sample.match(ODD)?.length ?? 0) * 100 > sample.length) throw new FileUnreadable('no_text')
  const [above = '', named] = ABOVE.exec(sample) ?? []
  const delimiter = named ?? delimiterOf(sample.slice(above.length))
  return { encoding, delimiter, before: above.split('\n').length - 1 }
}

/** Letters that no text has: more than a few in a hundred, and a file is something else. */
const ODD = /[^\P{Cc}\t\r\n]|\uFFFD/gu
/** What stands above the first record: nothing, and the line by which Excel is told what parts the cells. */
const ABOVE = /^(?:[^\S\n]*\n)*(?:"?sep=(.)"?[^\S\n]*\n)?(?:[^\S\n]*\n)*/i

/**
 * Reads the records of a CSV file in order, a part at a time; blank ones come too, so that their numbers are the file's. A line with
 * a quotation mark that never closes, or longer than anybody writes, comes with its fault, and the next is read again. The marks
 * {@link writeCsv} puts before formulas are taken off: what was left out and mended is the same as before.
 * @throws FileUnreadable `gone`.
 */
export async function* readCsv(
  path: string,
  { encoding, delimiter, before = 0 }: CsvForm,
): AsyncGenerator<CsvRecord> {
  let [line, faults] = [0, 0]
  let lines: string[] = []
  let [letters, isOpen] = [0, false]
  for await (const next of linesOf(path, encoding)) {
    if (line < before) {
      yield { line: ++line, cells: [], fault: null }
      continue
    }
    lines.push(next)
    letters += next.length
    if (hasOddQuotes(next)) isOpen = !isOpen
    if (letters < STEP || (isOpen && letters < LONGEST)) continue
    const { records, rest } = apart(lines, delimiter, faults, false)
    faults += records.filter((one) => one.fault).length
    for (const record of records) yield { line: ++line, ...plain(record) }
    lines = rest
    letters = rest.reduce((n, one) => n + one.length, 0)
    isOpen = rest.filter(hasOddQuotes).length % 2 === 1
  }
  for (const record of apart(lines, delimiter, faults, true).records) yield { line: ++line, ...plain(record) }
}

const plain = ({ cells, fault }: Apart): Apart => ({ cells: cells.map(unmarked), fault })

/** The lines of a file with what ends them; of one far too long only the beginning. */
async function* linesOf(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  let [rest, isCut] = ['', false]
  let end: string | null = null
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: SAMPLE })) {
      rest += decoder.decode(chunk as Buffer, { stream: true })
      // Programs of old Macs end lines by a carriage return alone.
      end ??= rest.includes('\n') || !rest.includes('\r') ? '\n' : '\r'
      let from = 0
      for (let at = rest.indexOf(end); at >= 0; at = rest.indexOf(end, from)) {
        if (!isCut) yield `${rest.slice(from, at)}\n`
        isCut = false
        from = at + 1
      }
      rest = rest.slice(from)
      if (rest.length <= LONGEST) continue
      if (!isCut) yield `${rest.slice(0, LONGEST + 1)}\n`
      isCut = true
      rest = ''
    }
  } catch (e) {
    throw (e as NodeJS.ErrnoException).code === 'ENOENT' ? new FileUnreadable('gone') : e
  }
  rest += decoder.decode()
  if (rest !== '' && !isCut) yield rest
}

type Apart = { readonly cells: readonly string[]; readonly fault: LineFault | null }

/** Takes lines apart into records; gives back those at the end whose record may go on behind them. `before`: faults so far. */
function apart(lines: readonly string[], delimiter: string, before: number, isEnd: boolean) {
  const records: Apart[] = []
  const take = (from: number, to?: number) => {
    const some = lines.slice(from, to)
    const whole = some.some((l) => l.length > LONGEST) ? null : recordsIn(some, delimiter)
    for (const cells of whole ?? []) records.push({ cells, fault: null })
    return whole !== null
  }
  let [faults, isLeft] = [0, true]
  for (let from = 0; from < lines.length; ) {
    // All that is left at once, at first and behind each of the first faults: they are few, or the file is no CSV.
    if (isLeft && faults < AT_ONCE && take(from)) break
    isLeft = false
    const most = Math.max(LEAST_TRIED, MOST_TRIED / (1 + before + faults))
    const to = endOf(lines, from, delimiter, most)
    if (to === 'unknown' && !isEnd && lettersFrom(lines, from) < LONGEST)
      return { records, rest: lines.slice(from) }
    if (typeof to === 'number') {
      take(from, to)
      from = to
      continue
    }
    const isLong = lines[from]!.length > LONGEST
    const cells = lines[from]!.slice(0, isLong ? 1000 : LONGEST)
      .replace(/[\r\n]+$/, '')
      .split(delimiter)
    records.push({ cells, fault: isLong ? 'line_too_long' : 'quote_open' })
    from += 1
    faults += 1
    isLeft = true
  }
  return { records, rest: [] }
}

/** Behind which line the record ends that begins here; unknown where no line closes it, none where one closes it wrongly. */
function endOf(
  lines: readonly string[],
  from: number,
  delimiter: string,
  most: number,
): number | 'unknown' | 'none' {
  let [letters, tried, isOpen] = [0, 0, false]
  for (let to = from + 1; to <= lines.length; to++) {
    const line = lines[to - 1]!
    letters += line.length
    if (letters > LONGEST || tried > most) return 'none'
    const isOdd = hasOddQuotes(line)
    if (isOdd) isOpen = !isOpen
    // A mark inside a cell breaks the count: the lines just behind are tried whatever it says.
    const mayClose = (isOdd && !isOpen) || (to - from <= NEAR && line.includes('"'))
    if (to > from + 1 && !mayClose) continue
    tried += letters
    const parts = parsed<Part>(lines.slice(from, to).join(''), delimiter, true)
    if (parts) return parts.every(isSound) ? to : 'none'
  }
  return 'unknown'
}

type Part = { readonly record: string[]; readonly raw: string }

function recordsIn(lines: readonly string[], delimiter: string): string[][] | null {
  const text = lines.join('')
  const records = parsed<string[]>(text, delimiter, false)
  if (!records?.some(isSuspect)) return records
  return parsed<Part>(text, delimiter, true)?.every(isSound) ? records : null
}

/** The records of a text; null where a quotation mark is still open behind it. */
function parsed<T>(text: string, delimiter: string, raw: boolean): T[] | null {
  const record_delimiter = ['\r\n', '\n']
  const form = { delimiter, relax_quotes: true, relax_column_count: true, record_delimiter, raw }
  try {
    return parse(text, form) as unknown as T[]
  } catch (e) {
    if ((e as { code?: string }).code === 'CSV_QUOTE_NOT_CLOSED') return null
    throw e
  }
}

// Closed by a mark that opened another cell, lines further down: the library takes all between for one cell.
function isSuspect(record: readonly string[]): boolean {
  return record.some((cell) => cell.startsWith('"') && cell.includes('\n'))
}

function isSound({ record, raw }: Part): boolean {
  return !isSuspect(record) || raw.includes('"""')
}

function hasOddQuotes(line: string): boolean {
  let n = 0
  for (let at = line.indexOf('"'); at >= 0; at = line.indexOf('"', at + 1)) n += 1
  return n % 2 === 1
}

function lettersFrom(lines: readonly string[], from: number): number {
  return lines.slice(from).reduce((n, one) => n + one.length, 0)
}

/** What a spreadsheet would run, at the beginning of a cell or behind what another one may part cells by; a telephone is no formula. */
const RUN = /(^|[;,\t|\r\n])((?:[^\S\t\r\n]*[=@]|[+-](?![\d\s()/.-]*(?:$|[;,|]))))/g

const MARK = /(^|[;,\t|\r\n])'(?=[^\S\t\r\n]*[=@]|[+-](?![\d\s()/.-]*(?:$|[;,|])))/g

/** A cell without the marks that {@link writeCsv} put before what a spreadsheet would run: what was left out comes back as it was. */
function unmarked(cell: string): string {
  return cell.includes("'") ? cell.replace(MARK, '$1').replace(/^'(?=[\t\r])/, '') : cell
}

/** A CSV record as it is written; what a spreadsheet would run as a formula is made words, however it parts the cells. */
export function writeCsv(cells: readonly string[], delimiter: string): string {
  const cell = (raw: string) => {
    const text = raw.replace(/^[\t\r]/, "'$&").replace(RUN, "$1'$2")
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
