/** A name and an address, as a mail carries them. */
export type MailName = { readonly name: string; readonly address: string }

/** Who a mail came from and went to. */
export type Letterhead = {
  readonly from: readonly MailName[]
  readonly replyTo?: readonly MailName[] | undefined
  readonly to: readonly MailName[]
  readonly cc: readonly MailName[]
}

/**
 * Whom an answer to a mail goes to: to where its sender wants answers (Reply-To, else From; RFC 5322 §3.6.2), with everybody else it
 * went to in copy. None of our own addresses (with or without a token behind a plus) is ever answered, and nobody stands twice.
 */
export function replyRecipients(
  mail: Letterhead,
  ours: readonly string[],
): { to: MailName[]; cc: MailName[] } {
  const own = new Set(ours.map((a) => a.toLowerCase()))
  const isOurs = (a: MailName) => own.has(plain(a)) || own.has(plain(a).replace(/\+[^@]*@/, '@'))
  const wanted = (mail.replyTo ?? []).filter((a) => !isOurs(a))
  const to = once(wanted.length > 0 ? wanted : mail.from.filter((a) => !isOurs(a)))
  const cc = once(
    [...mail.to, ...mail.cc].filter((a) => !isOurs(a) && !to.some((t) => plain(t) === plain(a))),
  )
  return { to, cc }
}

function plain(a: MailName): string {
  return a.address.toLowerCase()
}

function once(list: readonly MailName[]): MailName[] {
  return [...new Map([...list].reverse().map((a) => [plain(a), a])).values()].reverse()
}
