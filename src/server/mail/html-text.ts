import type { FormatCallback } from 'html-to-text'
import { compile } from 'html-to-text'

/** A cell ends in a space, so that `<td>a</td><td>b</td>` does not read `ab`. */
const cell: FormatCallback = (node, walk, builder) => {
  walk(node.children, builder)
  builder.addInline(' ')
}

/** A link shows its address only when its words do not. */
const link: FormatCallback = (node, walk, builder) => {
  const href: string = node.attribs?.href ?? ''
  const words = textIn(node.children).trim()
  walk(node.children, builder)
  const bare = href.replace(/^mailto:|^tel:/i, '')
  const told = words.toLowerCase().includes(bare.replace(/^https?:\/\/(www\.)?|\/$/gi, '').toLowerCase())
  if (/^(https?:|mailto:|tel:)/i.test(href) && !told)
    builder.addInline(` <${bare}>`, { noWordTransform: true })
}

type Dom = Parameters<FormatCallback>[0]
function textIn(nodes: Dom[] = []): string {
  return nodes.map((node) => (node.type === 'text' ? (node.data ?? '') : textIn(node.children))).join('')
}

const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: 200_000_000, maxDepth: 2000 },
  formatters: { cell, link },
  selectors: [
    { selector: 'td', format: 'cell' },
    { selector: 'th', format: 'cell' },
    { selector: 'a', format: 'link' },
    { selector: 'img', format: 'skip' },
    { selector: 'title', format: 'skip' },
    { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
      selector,
      format: 'heading',
      options: { uppercase: false, leadingLineBreaks: 2, trailingLineBreaks: 1 },
    })),
  ],
})

/**
 * The words of an HTML mail with its line breaks; quotes get `> ` in front, links their address behind when it says
 * something new. Never throws: HTML that cannot be read gives its text with the tags taken out.
 */
export function htmlToPlainText(html: string): string {
  try {
    return convert(html).replace(/\u00a0/g, ' ')
  } catch {
    return html.replace(/<[^<>]*>/g, ' ')
  }
}
