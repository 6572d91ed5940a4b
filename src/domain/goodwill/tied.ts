/** What a kindness may never hang on (A2): what they say of us, whom they send us, what they buy. */
export type TiedTo = 'rating' | 'referral' | 'purchase'

// A condition, and what is hoped for, in one sentence; what merely happened ("she bought it elsewhere") is none.
const IF = {
  en: String.raw`\b(?:if|provided|as long as|on condition|in (?:return|exchange) for|so (?:that )?(?:she|he|they)|for)\b`,
  de: String.raw`(?<!\p{L})(?:wenn|falls|sofern|solange|vorausgesetzt|unter der bedingung|im gegenzug|als gegenleistung|damit|dafür|für|gegen)(?!\p{L})`,
}
const HOPES: readonly { is: TiedTo; of: string }[] = [
  {
    is: 'rating',
    of: String.raw`\b(?:(?:five|5|4|four|good|great|nice|better|top|positive|full)[\s-]*(?:out of 5\s*)?(?:stars?|ratings?|reviews?|scores?|marks?|feedback)|(?:leaves?|gives?|writes?|posts?|changes?|removes?|takes? down|deletes?|withdraws?)\b[^.!?]{0,40}\b(?:stars?|reviews?|ratings?|scores?|survey))\b`,
  },
  {
    is: 'rating',
    of: String.raw`(?:(?:fünf|5|vier|4|gute\p{L}*|beste\p{L}*|bessere\p{L}*|positive\p{L}*|volle\p{L}*)\s*-?\s*(?:sterne|bewertung\p{L}*|rezension\p{L}*|note\p{L}*|rückmeldung\p{L}*)|(?:bewertung\p{L}*|rezension\p{L}*|sterne|umfrage)[^.!?]{0,40}(?:gibt|geben|schreibt|schreiben|abgibt|ändert|ändern|löscht|löschen|zurücknimmt|zurückzieht)|(?:gut|besser|positiv|mit \p{L}+ sternen) bewerte\p{L}*)`,
  },
  {
    is: 'referral',
    of: String.raw`\b(?:recommends? us|refers? (?:us|a|her|his|their|some)|sends? us|brings? us|tells? (?:her|his|their) friends)\b`,
  },
  {
    is: 'referral',
    of: String.raw`(?:uns\s+(?:weiter)?empfiehlt|uns\s+(?:weiter)?empfehlen|weiterempf\p{L}+|jemanden?\s+(?:schickt|bringt|wirbt)|(?:kunden|freunde|bekannte)\s+(?:schickt|bringt|wirbt))`,
  },
  {
    is: 'purchase',
    of: String.raw`\b(?:(?:she|he|they|the customer|the guest|the patient)\s+(?:then\s+)?(?:buys?|orders?|signs?|books?|purchases?|leases?|trades? in)|buying|signing|booking (?:the|a)|(?:a|the|her|his|their) (?:next )?(?:purchase|order|signature)s?)\b`,
  },
  {
    is: 'purchase',
    of: String.raw`(?:(?:sie|er|der kunde|die kundin)[^.!?]{0,40}(?:kauft|bestellt|unterschreibt|bucht|abschließt|least)|(?:den|einen|ihren|seinen) (?:nächsten )?(?:kauf|auftrag|einkauf))(?!\p{L})`,
  },
]
const RULES = HOPES.flatMap(({ is, of }) =>
  Object.values(IF).map((when) => ({ is, rule: new RegExp(`${when}[^.!?]{0,60}?${of}`, 'iu') })),
)

/**
 * What a reason makes a gesture hang on, or null: a gesture is given with no string attached (S0-20; 16 CFR 465.4). English and German,
 * a sentence at a time; "for a good review" is a condition, "she left a good review last year" is none.
 */
export function tiedTo(words: string): TiedTo | null {
  return RULES.find(({ rule }) => rule.test(words))?.is ?? null
}

/** Tells whether nothing but a rule stands there as a reason ("company policy"): that may not be the only word to anybody (S1-08). */
export function isOnlyPolicy(words: string): boolean {
  const said = words
    .toLowerCase()
    .replace(/[^\p{L}\s]/gu, ' ')
    .split(/\s+/)
    .filter(Boolean)
  const empty =
    /^(?:it|its|that|thats|this|is|s|was|because|of|by|due|to|the|a|an|our|company|store|shop|house|policy|policies|rule|rules|regulations?|guidelines?|not|no|allowed|against|per|sorry|unfortunately|das|ist|sind|es|wegen|laut|gemäß|nach|der|die|den|unsere[nrs]?|vorschrift(?:en)?|regeln?|richtlinien?|firmenpolitik|vorgaben?|nicht|erlaubt|leider|verstößt|gegen|geht)$/
  const names =
    /^(?:polic(?:y|ies)|rules?|regulations?|guidelines?|vorschrift(?:en)?|regeln?|richtlinien?|firmenpolitik|vorgaben?)$/
  return said.some((word) => names.test(word)) && said.every((word) => empty.test(word))
}
