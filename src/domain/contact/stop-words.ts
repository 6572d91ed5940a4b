/**
 * Words by which people say that they want no more of this; a whole message that is nothing but one of them. The English ones
 * are those US law names (47 CFR 64.1200(a)(10)): stop, quit, end, revoke, opt out, cancel, unsubscribe.
 */
const STOPS: readonly string[] = [
  'stop',
  'stop all',
  'quit',
  'end',
  'revoke',
  'opt out',
  'optout',
  'cancel',
  'unsubscribe',
  'stopp',
  'stoppen',
  'abmelden',
  'abbestellen',
  'keine werbung',
  'keine werbung mehr',
  'keine mails mehr',
  'arret',
  'desabonner',
  'me desabonner',
  'desinscription',
  'baja',
  'parar',
  'cancelar',
  'basta',
  'disiscrivimi',
  'annulla',
  'afmelden',
  'uitschrijven',
  'avsluta',
  'avmeld',
  'wypisz',
  'sair',
]

/** Tells whether a message says "no more of this" and nothing else, whatever its case, accents and punctuation. */
export function saysStop(text: string): boolean {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
    .replace(/^(?:please|bitte|por favor|s il vous plait|per favore) /, '')
    .replace(/ (?:please|bitte|por favor|thanks|thank you|danke|merci|gracias)$/, '')
  return STOPS.includes(plain)
}
