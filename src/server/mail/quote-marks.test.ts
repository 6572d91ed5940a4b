import { describe, expect, it } from 'vitest'
import { type ShowOptions, sanitizeMailHtml } from './sanitize.ts'

const safe = (html: string, options?: ShowOptions) => sanitizeMailHtml(html, options).html

const DATA_QUOTE = '<div data-quote="true">'
const quoted = (html: string) =>
  /<div data-quote="true">([\s\S]*)<\/div>/.exec(html)?.[1]?.replace(/<[^>]*>/g, '') ?? null

describe('the quoted part of HTML mail', () => {
  it.each([
    [
      'Gmail',
      '<div>Yes</div><div class="gmail_quote"><div class="gmail_attr">On Fri Anna wrote:</div><blockquote class="gmail_quote">Tuesday?</blockquote></div>',
    ],
    [
      'Apple Mail',
      '<div>Yes</div><br><blockquote type="cite"><div>On Fri Anna wrote:</div>Tuesday?</blockquote>',
    ],
    [
      'Thunderbird',
      '<p>Yes</p><div class="moz-cite-prefix">On Fri Anna wrote:<br></div><blockquote type="cite">Tuesday?</blockquote>',
    ],
    [
      'Outlook on the web',
      '<div>Yes</div><hr><div id="divRplyFwdMsg">On Fri Anna wrote:</div><div>Tuesday?</div>',
    ],
    [
      'new Outlook',
      '<div>Yes</div><div id="x_appendonsend"></div><hr><div id="x_divRplyFwdMsg">On Fri Anna wrote:</div><div>Tuesday?</div>',
    ],
    [
      'Outlook for Windows',
      '<div class="WordSection1"><p>Yes</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p>On Fri Anna wrote:</p></div></div><p>Tuesday?</p></div>',
    ],
    ['Yahoo', '<div>Yes</div><div class="yahoo_quoted">On Fri Anna wrote: Tuesday?</div>'],
    ['GMX', '<div>Yes</div><div name="quote">On Fri Anna wrote: Tuesday?</div>'],
  ])('is marked: %s', (_client, html) => {
    const shown = safe(html)
    expect(shown).toContain(DATA_QUOTE)
    expect(quoted(shown)).toContain('On Fri Anna wrote:')
    expect(shown.slice(0, shown.indexOf(DATA_QUOTE))).toContain('Yes')
    expect(shown).not.toMatch(/data-mark|\s(?:class|id|name)=/)
  })

  it('is marked when the answer stands below it', () => {
    const shown = safe('<blockquote type="cite">Tuesday?</blockquote><p>Yes</p>')
    expect(shown).toBe(`${DATA_QUOTE}<blockquote>Tuesday?</blockquote></div><p>Yes</p>`)
  })

  it('stays open where somebody answers between the lines', () => {
    const gmail =
      '<div>See below</div><div class="gmail_quote"><div class="gmail_attr">Anna wrote:</div><blockquote class="gmail_quote">One?</blockquote><div>Yes.</div><blockquote class="gmail_quote">Two?</blockquote><div>No.</div></div>'
    expect(safe(gmail)).not.toContain(DATA_QUOTE)
    const apple =
      '<blockquote type="cite">One?</blockquote>Yes.<blockquote type="cite">Two?</blockquote>No.<blockquote type="cite">Bye</blockquote>'
    expect(quoted(safe(apple))).toBe('Bye')
  })

  it('stays open in a mail that was passed on', () => {
    expect(
      safe('<div>FYI</div><div class="gmail_quote">---------- Forwarded message ---------<br>words</div>'),
    ).not.toContain(DATA_QUOTE)
    expect(safe('<div>FYI</div><div id="divRplyFwdMsg">From: A</div>words', { forward: true })).not.toContain(
      DATA_QUOTE,
    )
  })

  it('stays open when it is all there is', () => {
    expect(safe('<div class="gmail_quote">words</div>')).toBe('<div>words</div>')
  })
})
