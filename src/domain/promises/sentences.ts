import { plainEnglish } from './plain-english.ts'

/** A sentence of a text: where it stands, and its words as the rules read them (same length). */
export type Sentence = { readonly start: number; readonly end: number; readonly plain: string }

/** Lines from which on nothing is ours any more: a signature, or somebody else's mail below. */
const foreign =
  /^(?:-- ?|_{5,}|-{2,} ?original message ?-{2,}|-{2,} ?forwarded message ?-{2,}|begin forwarded message:|on .{5,200} wrote:|from: .+)$/
const bullet = /^\s*(?:[-*•–]|\d{1,2}[.)])\s/
const title = /\b(?:mr|mrs|ms|dr|prof|st|e\.g|i\.e|approx|vs|tel)\.$/
/** These may end a sentence; then a capital follows. */
const abbreviation = /\b(?:no|etc|a\.m|p\.m|nr|inc|ltd|co)\.$/

/**
 * Cuts our own words of a text into sentences. Quoted lines, what stands in quotation marks, signatures and mails below are
 * left out; a line that goes on in the next is one sentence with it.
 */
export function sentencesOf(text: string): Sentence[] {
  const plain = blankQuotes(plainEnglish(text))
  const sentences: Sentence[] = []
  for (const [start, end] of paragraphs(text, plain)) {
    let from = start
    for (const stop of plain.slice(start, end).matchAll(/[.!?…]+(?=["')\]]*\s)/g)) {
      const at = start + stop.index + stop[0].length
      if (stop[0] === '.' && isAbbreviation(plain.slice(Math.max(from, at - 8), at), text.slice(at, at + 9)))
        continue
      push(from, at)
      from = at
    }
    push(from, end)
  }
  return sentences

  function push(start: number, end: number): void {
    const words = plain.slice(start, end)
    const lead = words.length - words.trimStart().length
    if (words.trim() !== '')
      sentences.push({ start: start + lead, end: start + words.trimEnd().length, plain: words.trim() })
  }
}

function isAbbreviation(before: string, after: string): boolean {
  return title.test(before) || (abbreviation.test(before) && !/^\s+[A-Z]/.test(after))
}

/** Stretches of our own lines; a blank line, a bullet and a quoted line end one. */
function paragraphs(text: string, plain: string): [number, number][] {
  const found: [number, number][] = []
  let from = -1
  let index = 0
  for (const line of text.split('\n')) {
    const own = plain.slice(index, index + line.length).trim()
    if (foreign.test(own)) break
    if (own === '' || own.startsWith('>')) close(index)
    else if (bullet.test(line) || endsShort(text, from, index)) {
      close(index)
      from = index
    } else if (from < 0) from = index
    index += line.length + 1
  }
  close(Math.min(index, text.length))
  return found

  function close(end: number): void {
    if (from >= 0) found.push([from, end])
    from = -1
  }
}

/** A greeting line ("Hi Marta,") does not go on in the next. */
function endsShort(text: string, from: number, end: number): boolean {
  if (from < 0) return false
  const line = text.slice(from, end).trimEnd()
  return !line.includes('\n') && line.length < 40 && /[,:]$/.test(line)
}

function blankQuotes(plain: string): string {
  return plain.replace(/"[^"\n]{1,400}"|“[^”\n]{1,400}”|„[^“”\n]{1,400}[“”]|«[^»\n]{1,400}»/g, (quoted) =>
    ' '.repeat(quoted.length),
  )
}
