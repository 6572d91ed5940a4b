/** What a kindness may never hang on (A2): what they say of us, whom they send us, what they buy. */
export type TiedTo = 'rating' | 'referral' | 'purchase'

// What makes something hang on what follows in the same breath. Narrow words ("for", "after") do so only right before it: "for the order
// that came broken" and "she waited for an hour and still left a good review" say what it is for.
const NEAR = String.raw`(?:[^\s,;.!?]+\s+){0,3}?`
const FAR = `[^.!?;]{0,60}?`
const IF = {
  en: String.raw`\b(?:if|when|once (?:she|he|they)|unless|provided|as long as|on condition|in (?:return|exchange) for|so (?:that )?(?:she|he|they)|to (?:keep|stop|prevent|avoid))\b${FAR}`,
  de: String.raw`(?<!\p{L})(?:wenn|falls|sobald|sofern|solange|vorausgesetzt|unter der bedingung|im gegenzug|als gegenleistung|damit|dafür)(?!\p{L})${FAR}`,
}
const FOR = {
  en: String.raw`\b(?:for|after|to get|in (?:return|exchange) for)\s+${NEAR}`,
  de: String.raw`(?<!\p{L})(?:für|gegen|mit|nach|bei|im gegenzug(?: für)?|als gegenleistung(?: für)?)\s+${NEAR}`,
}
const GOOD = {
  en: String.raw`\b(?:(?:five|5|four|4)[\s-]*(?:out of 5\s*)?(?:stars?(?![\s-]*hotel)|ratings?|reviews?)|(?:good|great|nice|better|top|positive|full)[\s-]*(?:google\s*)?(?:stars?|ratings?|reviews?|scores?|marks?|feedback)|(?:google|yelp|trustpilot|online)[\s-]*(?:stars?|ratings?|reviews?))\b`,
  de: String.raw`(?<!\p{L})(?:(?:fünf|5|vier|4)[\s-]*sterne(?![\s-]*hotel)|(?:gute|beste|bessere|positive|volle|google|online)\p{L}*[\s-]*(?:google-?)?(?:sterne|bewertung|rezension|note))`,
}
const SAYS = String.raw`\b(?:leav|giv|writ|post|chang|remov|delet|withdraw|tak)(?:e|es|s|ing)?(?<!\btak(?:e|es|ing)(?! down))\b[^.!?;]{0,40}\b(?:stars?|reviews?|ratings?|scores?|survey)\b`
const OF_US = `(?:bewertung|rezension|sterne|umfrage)`
const SAGT = `(?:gibt|geben|schreibt|schreiben|abgibt|ändert|ändern|löscht|löschen|zurücknimmt|zurückzieht|gelöscht|geändert|abgegeben|geschrieben)`
const GETS = `(?:gets?|free|off|discount|voucher|refund|gibt|bekommt|erhält|gratis|kostenlos|rabatt|gutschein|nachlass)`
const SHE = `(?:she|he|they|the customer|the guest|the patient)`

const TIES: readonly { is: TiedTo; said: readonly string[] }[] = [
  {
    is: 'rating',
    said: [
      ...[`${IF.en}${GOOD.en}`, `${FOR.en}${GOOD.en}`, `${IF.en}${SAYS}`, `${FOR.en}${SAYS}`],
      ...[`${IF.de}${GOOD.de}`, `${FOR.de}${GOOD.de}`],
      `${IF.de}${OF_US}[^.!?;]{0,40}${SAGT}`,
      `${IF.de}(?<!\\p{L})(?:gibt|schreibt|ändert|löscht)(?!\\p{L})[^.!?;]{0,40}${OF_US}`,
      `${IF.de}(?:(?:gut|besser|positiv|mit \\p{L}+ sternen) bewerte|(?:gute|bessere|positive)\\p{L}* rückmeldung|keine? (?:schlechte|negative)\\p{L}* ${OF_US})`,
      // "5 stars and you get 20 off", and the other way round
      `(?:five|5|fünf)[\\s-]*(?:stars?|sterne)[^.!?;]{0,12}(?:=|→|:|(?<!\\p{L})(?:and|then|und|dann)(?!\\p{L}))[^.!?;]{0,30}(?<!\\p{L})${GETS}(?!\\p{L})`,
      `(?<!\\p{L})${GETS}(?!\\p{L})[^.!?;]{0,30}(?<!\\p{L})(?:with|mit) (?:five|5|fünf)[\\s-]*(?:stars?|sternen?)`,
    ],
  },
  {
    is: 'referral',
    said: [
      `${IF.en}\\b(?:recommend(?:s|ing)? us|refer(?:s|ring)? (?:us|a|her|his|their|some)|(?:send|bring)(?:s|ing)? us (?:a|an|some|new|more|her|his|their|people|friends|customers)\\b(?! (?:parts?|photos?|mails?))|tells? (?:her|his|their) friends|(?:a|any) (?:referral|recommendation))\\b`,
      `\\bfor (?:recommending us|bringing us|referring)\\b`,
      `${IF.de}(?:uns\\s+(?:weiter)?empfiehlt|uns\\s+(?:weiter)?empfehlen|weiterempf\\p{L}+|jemanden?\\s+wirbt|(?<!\\p{L})(?:sie|er)\\s+(?:uns\\s+)?jemanden?\\s+(?:schickt|bringt)|(?:kunden|freunde|bekannte)\\s+(?:schickt|bringt|wirbt|mitbringt))`,
      `${FOR.de}weiterempf`,
    ],
  },
  {
    is: 'purchase',
    said: [
      `\\b(?:if|provided|as long as|on condition|so that)\\b${FAR}\\b${SHE}\\s+(?:then\\s+)?(?:buys?|orders?|signs?|books?|purchases?|leases?|trades? in)\\b`,
      `\\b(?:when|once)\\s+${SHE}\\s+(?:buys?|leases?|trades? in)\\b`,
      `\\bfor (?:buying|signing)\\b`,
      `\\bin (?:return|exchange) for ${NEAR}(?:purchase|order|signature|buying|signing|booking)\\b`,
      `(?:${IF.en}|${FOR.en})\\b(?:a|the|her|his|their) next (?:purchase|order)s?\\b`,
      `${IF.de}(?<!\\p{L})(?:sie|er|der kunde|die kundin)(?!\\p{L})[^.!?;]{0,40}(?<!\\p{L})(?:kauft|bestellt|unterschreibt|bucht|abschließt|least)(?!\\p{L})`,
      `(?<!\\p{L})(?:gegen|im gegenzug für|als gegenleistung für) (?:den|einen|ihren|seinen) (?:nächsten )?(?:kauf|auftrag|einkauf)(?!\\p{L})`,
      `(?:${IF.de}|${FOR.de})(?:den|einen|ihren|seinen) nächsten (?:kauf|auftrag|einkauf)(?!\\p{L})`,
      `(?<!\\p{L})bei kauf (?:eine|von)`,
    ],
  },
]
const RULES = TIES.flatMap(({ is, said }) => said.map((words) => ({ is, rule: new RegExp(words, 'iu') })))

// However it was typed or brought along: two spaces, a line's end, an umlaut of two parts, what is seen by nobody.
function plain(words: string): string {
  return words
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
}

/** Tells whether words are none: nothing, or nothing but dots and what is seen by nobody. */
export function saysNothing(words: string): boolean {
  return !/[\p{L}\p{N}]/u.test(words)
}

/**
 * What a reason makes a gesture hang on, or null: a gesture is given with no string attached (S0-20; 16 CFR 465.4). English and German,
 * a sentence at a time; "for a good review" is a condition, "she left a good review last year" and "for the order we lost" are none.
 */
export function tiedTo(words: string): TiedTo | null {
  const said = plain(words)
  return RULES.find(({ rule }) => rule.test(said))?.is ?? null
}

const RULE =
  /^(?:polic(?:y|ies)|rules?|regulations?|guidelines?|\p{L}*(?:vorschrift|richtlinie|vorgabe|regel)e?n?|firmenpolitik)$/u
const EMPTY =
  /^(?:i|m|we|you|it|its|that|thats|this|is|s|are|re|was|because|of|by|due|to|the|a|an|our|company|store|shop|house|do|does|don|dont|doesn|doesnt|t|can|cant|cannot|not|no|possible|allow|allows|allowed|permit|permits|permitted|says?|so|against|per|sorry|afraid|unfortunately|das|dies|ist|sind|es|so|wir|ich|uns|wegen|laut|gemäß|nach|der|die|den|unsere[nrs]?|nicht|erlauben|erlaubt|dürfen|darf|möglich|leider|verstößt|gegen|geht|nun|mal|eben|halt)$/

/** Tells whether nothing but a rule stands there as a reason ("company policy"): that may not be the only word to anybody (S1-08). */
export function isOnlyPolicy(words: string): boolean {
  const said = plain(words)
    .toLowerCase()
    .replace(/[^\p{L}\s]/gu, ' ')
    .split(/\s+/)
    .filter(Boolean)
  return said.some((word) => RULE.test(word)) && said.every((word) => RULE.test(word) || EMPTY.test(word))
}
