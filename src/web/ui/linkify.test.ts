import { describe, expect, it } from 'vitest'
import { linkify } from './linkify.ts'

const links = (text: string) => linkify(text).flatMap((piece) => (piece.href ? [piece.href] : []))

describe('linkify', () => {
  it('loses nothing of what was written', () => {
    const text = 'See (https://a.example/x_(y)), www.b.example. Or write to ö@c.example!\n  ok'
    expect(
      linkify(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
    expect(links(text)).toEqual(['https://a.example/x_(y)', 'https://www.b.example', 'mailto:ö@c.example'])
  })

  it('never makes a link that runs something', () => {
    expect(links('javascript:alert(1) data:text/html,x vbscript:x file:///etc/passwd')).toEqual([])
  })

  it('leaves the signs after an address to the sentence', () => {
    expect(links('https://a.example/?q=1, and (https://b.example).')).toEqual([
      'https://a.example/?q=1',
      'https://b.example',
    ])
  })
})
