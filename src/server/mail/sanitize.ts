import sanitize from 'sanitize-html'
import { markOf, wrapQuotes } from './quote-marks.ts'

/** How HTML mail is to be shown. */
export type ShowOptions = {
  /** Where the picture of a `cid:` is served; null hides it. Without this function `cid:` stays for a later pass. */
  readonly cidUrl?: (contentId: string) => string | null
  /** Shows remote images (they tell the sender that the mail was opened). Off unless asked. */
  readonly allowRemote?: boolean
  /** The mail was passed on: what it quotes is the matter itself and is not marked for folding. */
  readonly forward?: boolean
}

/** Safe HTML and how many remote images were held back (they keep their address in `data-remote-src`). */
export type SafeHtml = { readonly html: string; readonly blockedImages: number }

const COLOR = [/^#[0-9a-f]{3,8}$/i, /^[a-z]{3,30}$/i, /^(?:rgb|hsl)a?\([\d\s.,%/]{1,40}\)$/i]
const LENGTH = [/^(?:auto|0|-?\d{1,4}(?:\.\d{1,4})?(?:px|pt|em|rem|ex|ch|cm|mm|in|pc|%)?)$/i]
const LENGTHS = [/^(?:(?:auto|0|\d{1,4}(?:\.\d{1,4})?(?:px|pt|em|rem|ex|ch|cm|mm|in|pc|%)?)(?:\s+|$)){1,4}$/i]
const BORDER = [/^(?!.*(?:url|expression|image)\s*\()[a-z0-9#.,%()\s-]{1,80}$/i]
const WORD = [/^[a-z-]{1,30}$/i]

const STYLES: Record<string, RegExp[]> = {
  color: COLOR,
  'background-color': COLOR,
  background: COLOR,
  'font-family': [/^[\p{L}\d\s,'"-]{1,200}$/u],
  'font-size': [...LENGTH, ...WORD],
  'font-style': WORD,
  'font-weight': [...WORD, /^\d{3}$/],
  'font-variant': WORD,
  'line-height': [...LENGTH, /^normal$/],
  'letter-spacing': [...LENGTH, /^normal$/],
  'text-align': WORD,
  'text-decoration': [/^[a-z\s-]{1,60}$/i],
  'text-indent': LENGTH,
  'text-transform': WORD,
  'vertical-align': [...LENGTH, ...WORD],
  'white-space': WORD,
  'word-break': WORD,
  'overflow-wrap': WORD,
  direction: [/^(?:ltr|rtl)$/i],
  display: [/^(?:none|block|inline|inline-block|table|table-row|table-cell|list-item)$/i],
  width: LENGTH,
  height: LENGTH,
  'min-width': LENGTH,
  'max-width': LENGTH,
  'max-height': LENGTH,
  'list-style-type': WORD,
  'border-collapse': WORD,
  'border-spacing': LENGTHS,
  'border-radius': LENGTHS,
  padding: LENGTHS,
  margin: LENGTHS,
}
for (const side of ['top', 'right', 'bottom', 'left']) {
  STYLES[`padding-${side}`] = LENGTHS
  STYLES[`margin-${side}`] = LENGTHS
  STYLES[`border-${side}`] = BORDER
}
for (const part of ['border', 'border-color', 'border-style', 'border-width']) STYLES[part] = BORDER

const TAGS = (
  'a abbr address article b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em ' +
  'figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark ol p pre q rp rt ruby s samp ' +
  'section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr'
).split(' ')

const TABLE = [
  'align',
  'valign',
  'width',
  'height',
  'bgcolor',
  'border',
  'cellpadding',
  'cellspacing',
  'colspan',
  'rowspan',
]

/**
 * Makes the HTML of a mail safe to show in a sandboxed frame (`srcdoc`, no scripts): an allow-list of tags, attributes and
 * styles; no scripts, forms, frames, style sheets or ids; links open apart without a referrer; remote images blocked until
 * asked; what is quoted wrapped in `<div data-quote>`. A second pass over its own output changes nothing but the images.
 */
export function sanitizeMailHtml(html: string, options: ShowOptions = {}): SafeHtml {
  let blockedImages = 0
  const safe = sanitize(html, {
    allowedTags: TAGS,
    allowedAttributes: {
      '*': ['style', 'dir', 'lang', 'title', 'data-mark', 'data-quote'],
      a: ['href', 'target', 'rel'],
      img: ['src', 'alt', 'width', 'height', 'data-remote-src', 'referrerpolicy', 'loading'],
      font: ['color', 'face', 'size'],
      ol: ['start', 'type'],
      table: TABLE,
      tbody: TABLE,
      thead: TABLE,
      tr: TABLE,
      td: TABLE,
      th: TABLE,
      col: TABLE,
      colgroup: TABLE,
      div: ['align'],
      p: ['align'],
      hr: ['width', 'size', 'color', 'align'],
      time: ['datetime'],
    },
    allowedStyles: { '*': STYLES },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['http', 'https', 'cid', 'data'] },
    allowProtocolRelative: false,
    nonTextTags: [
      'script',
      'style',
      'title',
      'textarea',
      'option',
      'select',
      'noscript',
      'iframe',
      'frameset',
    ].concat([
      'object',
      'embed',
      'applet',
      'svg',
      'math',
      'template',
      'xmp',
      'noembed',
      'noframes',
      'audio',
      'video',
    ]),
    nestingLimit: 200,
    transformTags: {
      '*': (tagName, given) => {
        const { 'data-mark': _forged, ...attribs } = given
        const mark = markOf(tagName, given)
        if (tagName === 'img') {
          const image = imageAttributes(attribs, options)
          if (image['data-remote-src'] !== undefined) blockedImages += 1
          return { tagName, attribs: image }
        }
        if (tagName === 'a') return { tagName, attribs: linkAttributes(attribs) }
        return { tagName, attribs: mark === null ? attribs : { ...attribs, 'data-mark': mark } }
      },
    },
  })
  return { html: wrapQuotes(safe.trim(), options.forward ?? false), blockedImages }
}

function imageAttributes(
  given: sanitize.Attributes,
  { cidUrl, allowRemote }: ShowOptions,
): sanitize.Attributes {
  const { src = '', 'data-remote-src': held, srcset: _srcset, ...rest } = given
  const address = src.trim()
  if (/^cid:/i.test(address)) {
    if (!cidUrl) return { ...rest, src: address }
    const url = cidUrl(decoded(address.slice(4)))
    // The address is ours, not the sender's, and may be relative: it still passes the scheme filter.
    return url === null ? rest : { ...rest, src: url }
  }
  if (/^data:/i.test(address)) {
    return /^data:image\/(?:png|gif|jpe?g|webp|bmp);base64,[a-z0-9+/=\s]*$/i.test(address)
      ? { ...rest, src: address }
      : rest
  }
  const remote = [address, held ?? ''].find((url) => /^https?:\/\//i.test(url))
  if (remote === undefined) return rest
  if (!allowRemote) return { ...rest, 'data-remote-src': remote }
  return { ...rest, src: remote, referrerpolicy: 'no-referrer', loading: 'lazy' }
}

/** Only addresses elsewhere: a relative one would point into our own pages. */
function linkAttributes({
  href = '',
  target: _target,
  rel: _rel,
  ...rest
}: sanitize.Attributes): sanitize.Attributes {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers skip them when they read a scheme
  const address = href.replace(/[\u0000-\u0020]+/g, ' ').trim()
  if (!/^(?:https?:\/\/|mailto:|tel:)/i.test(address)) return rest
  return { ...rest, href: address, target: '_blank', rel: 'noopener noreferrer' }
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
