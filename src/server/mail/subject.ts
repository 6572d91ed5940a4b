const REPLY = 're|aw|antw|antwort|sv|vs|rif|ris|r|res|rép|odp|ynt|atb|回复|回覆|答复|返信|отв|відп|απ'
const FORWARD = 'fwd?|wg|tr|rv|enc|i|vl|vb|doorst|pd|továbbítás|转发|轉寄|転送|пересл|πρθ|vidarebefordrat'
const MARK = String.raw`(?:\s*\[\d+\]|\s*\(\d+\)|\s*\^\d+|\*\d+)?\s*[:：]\s*`
const ONE_MARK = new RegExp(String.raw`^\s*(?:(${REPLY})|(${FORWARD}))${MARK}`, 'iu')

/** The subject without its reply and forward marks in any of the usual languages (`Re: AW: Fwd: RE[2]:`). */
export function bareSubject(subject: string): string {
  let rest = subject
  for (let round = 0; round < 50; round += 1) {
    const next = rest.replace(ONE_MARK, '')
    if (next === rest) break
    rest = next
  }
  return rest.trim()
}

/** The subject of an answer: `Re: ` once, whatever marks stood there before. Empty stays `Re:`. */
export function replySubject(subject: string): string {
  return `Re: ${bareSubject(subject)}`.trim()
}

/** Tells whether the subject's outermost mark says that the mail was passed on (`Fwd:`, `WG:`, `TR:` …). */
export function isForward(subject: string): boolean {
  return ONE_MARK.exec(subject)?.[2] !== undefined
}
