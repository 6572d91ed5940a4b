import { PASSED_ON } from './fold-words.ts'

/**
 * Finds what an HTML mail quotes, by the marks mail programs leave, and wraps it in `<div data-quote>` for the screen to
 * fold. Works on the output of the sanitiser, which is well-formed: no `<` or `>` stands outside a tag.
 */

/** `self`: this element is the quote · `rest`: it begins here and reaches to the end of its parent · `intro`: goes with a quote that follows. */
export type QuoteMark = 'self' | 'rest' | 'intro'

type Element = {
  readonly tag: string
  readonly mark: string | null
  readonly from: number
  to: number
  readonly parent: Element | null
  readonly children: Element[]
}

type Range = { readonly from: number; readonly to: number }

const SELF_CLASSES =
  /(?:^|\s)(?:gmail_quote|gmail_quote_container|gmail_extra|yahoo_quoted|protonmail_quote|moz-forward-container|tutanota_quote|zmail_extra|OutlookMessageHeader|WordSection-quote)(?:\s|$)/
const INTRO_CLASSES = /(?:^|\s)(?:moz-cite-prefix|gmail_attr|moz-email-headers-table)(?:\s|$)/
const REST_IDS =
  /^(?:x_)*(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container|OLK_SRC_BODY_SECTION|zwchr|reply-intro|isForwardContent|isReplyContent)$/

/** The mark of a tag as it came from the sender, or null. */
export function markOf(tag: string, attribs: Readonly<Record<string, string>>): QuoteMark | null {
  const classes = attribs.class ?? ''
  if (REST_IDS.test(attribs.id ?? '')) return 'rest'
  if (INTRO_CLASSES.test(classes)) return 'intro'
  if (SELF_CLASSES.test(classes) || (tag === 'div' && attribs.name === 'quote')) return 'self'
  if (tag === 'blockquote' && (attribs.type ?? '').toLowerCase() === 'cite') return 'self'
  if (tag === 'div' && isOutlookLine(attribs.style ?? '')) return 'rest'
  return null
}

/** Outlook for Windows and Windows Mail draw this line above `From: … Sent: …`. */
function isOutlookLine(style: string): boolean {
  return (
    /border-top:\s*solid\s+(?:#E1E1E1|#B5C4DF|#E5E5E5|windowtext)\s+1(?:\.0)?p[tx]/i.test(style) &&
    /padding:\s*[35](?:\.0)?p[tx]/i.test(style)
  )
}

/** Wraps what is quoted; takes the marks away. A quote the sender answers within, or a passed-on message, is left open. */
export function wrapQuotes(html: string, forward: boolean): string {
  if (!html.includes(' data-mark="')) return html
  const ranges = forward || html.includes(' data-quote="true"') ? [] : quoteRanges(html)
  let out = ''
  let at = 0
  for (const { from, to } of ranges) {
    out += `${html.slice(at, from)}<div data-quote="true">${html.slice(from, to)}</div>`
    at = to
  }
  return (out + html.slice(at)).replaceAll(/ data-mark="(?:self|rest|intro)"/g, '')
}

function quoteRanges(html: string): Range[] {
  const ranges = outermost(html, elementsOf(html)).filter(({ from, to }) => {
    const inside = wordsIn(html.slice(from, to))
    return inside !== '' && !PASSED_ON.test(inside)
  })
  const gaps = [...ranges, null].map((range, index) =>
    wordsIn(html.slice(ranges[index - 1]?.to ?? 0, range?.from ?? html.length)),
  )
  // Nothing but quotes: then they are the message.
  if (gaps.every((words) => words === '')) return []
  // Answered below one quote: that quote folds. Answered between quotes: only those at the end do.
  if (gaps[0] === '' && ranges.length === 1) return ranges
  return ranges.slice(gaps.findLastIndex((words) => words !== ''))
}

/** The outermost marked places, in order, none within another. */
function outermost(html: string, roots: readonly Element[]): Range[] {
  const ranges: Range[] = []
  const visit = (siblings: readonly Element[]) => {
    for (const [index, element] of siblings.entries()) {
      if (element.from < (ranges.at(-1)?.to ?? 0)) continue
      const next = siblings[index + 1]
      if (element.mark === 'rest') ranges.push(restFrom(html, element))
      else if (element.mark === 'intro' && next?.mark === 'self')
        ranges.push({ from: element.from, to: next.to })
      else if (element.mark === 'self' && !isAnsweredInside(html, element)) ranges.push(element)
      else visit(element.children)
    }
  }
  visit(roots)
  return ranges
}

/** From this element to the end of its parent; a wrapper that only begins with it is taken whole. */
function restFrom(html: string, element: Element): Range {
  let top = element
  while (top.parent && wordsIn(html.slice(top.parent.from, top.from)) === '') top = top.parent
  return { from: top.from, to: top.parent ? top.parent.to - `</${top.parent.tag}>`.length : html.length }
}

/** Gmail keeps the answers between quotes inside its quote container. */
function isAnsweredInside(html: string, element: Element): boolean {
  const quotes =
    element.tag === 'blockquote' ? [] : element.children.filter(({ tag }) => tag === 'blockquote')
  return quotes.some(
    (quote, index) => wordsIn(html.slice(quote.to, quotes[index + 1]?.from ?? element.to)) !== '',
  )
}

const VOID = new Set(['br', 'hr', 'img', 'col', 'wbr'])

function elementsOf(html: string): Element[] {
  const roots: Element[] = []
  let open: Element | null = null
  for (const match of html.matchAll(/<(\/?)([a-z0-9]+)([^<>]*)>/g)) {
    const [whole, slash, tag, attributes] = match as unknown as [string, string, string, string]
    const end = match.index + whole.length
    if (slash) {
      if (open) {
        open.to = end
        open = (open as Element).parent
      }
      continue
    }
    const mark = / data-mark="([a-z]+)"/.exec(attributes)?.[1] ?? null
    const element: Element = { tag, mark, from: match.index, to: end, parent: open, children: [] }
    ;(open ? (open as Element).children : roots).push(element)
    if (!VOID.has(tag)) open = element
  }
  return roots
}

/** The words of a piece of sanitised HTML; an image counts as one. */
function wordsIn(html: string): string {
  return html
    .replace(/<img [^<>]*>/g, (image) => (/ (?:src|alt)="/.test(image) ? ' picture ' : ' '))
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(?:nbsp|#160|amp;nbsp);|[\s\u00a0\u200b]+/g, ' ')
    .trim()
}
