const STYLE = `
html{color-scheme:light;background:#fff}
body{margin:0;padding:12px;font:15px/1.5 system-ui,sans-serif;color:#1c1b1a;overflow-wrap:anywhere}
img{max-width:100%;height:auto}
img[data-remote-src]{min-width:24px;min-height:24px;border:1px dashed #b5aea6;border-radius:3px;background:#f4f1ed}
table{max-width:100%}
pre{white-space:pre-wrap}
blockquote{margin:8px 0 8px 8px;padding-left:10px;border-left:2px solid #d8d2ca;color:#57534e}
details.quote{margin:8px 0}
details.quote>summary{display:inline-block;cursor:pointer;list-style:none;padding:0 10px;border-radius:9px;background:#ece7e1;color:#44403c;line-height:18px;letter-spacing:2px}
details.quote>summary::-webkit-details-marker{display:none}
@media print{details.quote::details-content{content-visibility:visible}}`

/** A page of its own for the safe HTML of a mail: what it quotes is folded and opens at a press, without a script. */
export function mailPage(safeHtml: string): string {
  return (
    '<!doctype html><html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">' +
    '<meta name="viewport" content="width=device-width,initial-scale=1"><base target="_blank">' +
    `<style>${STYLE}</style></head><body>${foldQuotes(safeHtml)}</body></html>`
  )
}

/** Folds every `<div data-quote>`; the input is well-formed (it comes from the sanitiser), so that its `</div>` can be counted. */
export function foldQuotes(html: string): string {
  const open: boolean[] = []
  return html.replace(/<div\b[^>]*>|<\/div>/g, (tag) => {
    if (tag === '</div>') return open.pop() ? '</div></details>' : tag
    const folded = / data-quote="/.test(tag)
    open.push(folded)
    return folded ? `<details class="quote"><summary aria-label="…">•••</summary>${tag}` : tag
  })
}
