/** A piece of plain text: words, or an address one can press. */
export type TextPiece = { text: string; href?: string }

const ADDRESS =
  /(?:https?:\/\/|www\.)[^\s<>"']+|(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/giu

/** Cuts plain text into words and addresses. Only http, https and mailto ever become links; nothing is taken away or changed. */
export function linkify(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let from = 0
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTrailingSigns(match[0])
    if (address === '') continue
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) })
    pieces.push({ text: address, href: hrefOf(address) })
    from = match.index + address.length
  }
  if (from < text.length) pieces.push({ text: text.slice(from) })
  return pieces
}

function hrefOf(address: string): string {
  if (/^https?:\/\//i.test(address)) return address
  return /^www\./i.test(address) ? `https://${address}` : `mailto:${address}`
}

function withoutTrailingSigns(address: string): string {
  let end = address.length
  while (end > 0) {
    const last = address[end - 1] ?? ''
    const closes = last === ')' && count(address.slice(0, end), ')') > count(address.slice(0, end), '(')
    if (!closes && !'.,;:!?…”’»]}*_'.includes(last)) break
    end -= 1
  }
  return address.slice(0, end)
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1
}
