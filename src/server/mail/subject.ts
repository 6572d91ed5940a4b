const REPLY =
  're|aw|antw|antwort|sv|svar|vs|vast|vá|válasz|rif|ris|r|res|resp|rép|réf|odp|odpověď|ynt|yan|atb|ats|răsp|bls|回复|回覆|答复|答覆|返信|回信|회신|답장|отв|ответ|на|відп|απ|απαντ|σχετ|השב|תגובה|رد|ตอบ|ตอบกลับ'
const FORWARD =
  'fwd?|wg|tr|rv|rnv|enc|i|vl|vb|doorst|doorgest|pd|přep|továbbítás|tovább|[iİ]lt|trs|redir|转发|轉發|轉寄|転送|전달|пересл|πρθ|vidarebefordrat|videresendt|הועבר|העברה|إعادة توجيه'
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
