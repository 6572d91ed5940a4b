/**
 * The simple HTML twin of a plain text: paragraphs, line breaks, links that can be followed. Everything else is escaped.
 */
export function plainTextAsHtml(text: string): string {
  const paragraphs = text
    .replace(/\r\n?/g, '\n')
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.split('\n').map(lineAsHtml).join('<br>\n')}</p>`)
  return `<div>${paragraphs.join('\n')}</div>`
}

function lineAsHtml(line: string): string {
  return line
    .split(/(https?:\/\/[^\s<>"']{1,2000})/i)
    .map((part, index) => (index % 2 === 0 ? escaped(part) : linked(part)))
    .join('')
    .replace(/^ +/, (spaces) => '&nbsp;'.repeat(spaces.length))
}

function linked(url: string): string {
  const after = /[.,;:!?)\]}]{1,50}$/.exec(url)?.[0] ?? ''
  const address = escaped(url.slice(0, url.length - after.length))
  return `<a href="${address}">${address}</a>${escaped(after)}`
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
