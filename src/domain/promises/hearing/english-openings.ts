import type { Opening } from './english-promising.ts'
import type { Sentence } from './sentences.ts'

/**
 * How a promise opens, beyond the plain "I'll": `present` and `others_present` are promises only beside a date ("we deliver it
 * tomorrow"), `note` is what a note records ("promised her a call"), `passive` something that will be done to a thing.
 */
type MoreHeads = {
  readonly kind:
    | 'others'
    | 'present'
    | 'others_present'
    | 'note'
    | 'passive'
    | 'thing'
    | 'present_thing'
    | 'back'
    | 'you_can'
    | 'you_present'
    | 'leave'
  readonly start: number
  readonly end: number
  readonly who: string | null
}

/** All the ways in which a promise opens in English. */
export type HeadKind = Opening['kind'] | MoreHeads['kind']

const will = String.raw`(?:['’]ll|\s+(?:will|shall|is going to|are going to))(?=\s)`
const aName = String.raw`(?!(?:Tomorrow|Today|Tonight|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|On|By|At|In|After|Before|Next|This|The|Our|My|Your|And|But)\b)(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?\s+)?\p{Lu}[\p{L}’'-]*\p{Ll}(?:\s+\p{Lu}[\p{L}’'-]*\p{Ll})?`
const noName =
  /^(?:i|we|you|he|she|it|they|this|that|these|those|there|who|what|which|when|where|how|why|the|our|my|your|his|her|their|its|an?|nobody|no|none|nothing|everyone|everybody|everything|someone|somebody|all|both|each|every|and|but|so|or|if|then|as|of|please|thanks|hello|hi|dear|yes|sure|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|today|tonight|after|before|by|on|in|at|until|next|nope|sorry|amazon|hermes|royal|orders?|deliver(?:y|ies)|patients?|customers?|guests?|tenants?|clients?|callers?)(?:\s|$)/i
/** Who is not of our house, by the last word of who it is: what they will do is theirs. */
const outside =
  /\b(?:insur(?:er|ers|ance)(?: company)?|courier|carrier|manufacturer|supplier|factory|plant|wholesaler|bank|authority|authorities|council|tax office|police|court|embassy|consulate|post office|postman|royal mail|dhl|dpd|ups|gls|fedex|hermes|landlord|notary|ministry|government|school|university|health service|provider|network|customer|client|patient|tenant|guest|caller|buyer|seller|owner|applicant|candidate|bus|train|plane|flight|weather|sun|film|concert|show|price|offer|sale|contract|course|lesson|event|meeting|appointment|inspection|visit|exam|test|trial|holiday|wife|husband|son|daughter|mother|father|parents|brother|sister|friend|neighbou?r|solicitor|lawyer|your (?:\w+ )?(?:doctor|gp|dentist|boss|employer|accountant|colleague|assistant|teacher|surveyor|architect|agent))(?:s|es)?(?:'s)?(?: (?:company|firm|service|office|people|man|driver|department))?$/
const callsYou =
  'calls|rings|phones|telephones|visits|e-?mails|mails|texts|contacts|messages|writes to|gets back to|comes back to|brings|sends|drops|delivers|picks|collects|fits|installs|repairs|replaces|finishes|starts|comes|does|makes|takes'
const doingIt =
  'coming|calling|ringing|phoning|sending|bringing|delivering|visiting|repairing|fixing|installing|fitting|replacing|painting|picking|collecting|checking|posting|e-?mailing|mailing|finishing|doing|making|preparing|looking|dropping|changing|swapping|cleaning'
const weDo =
  'deliver|send|ship|call|ring|phone|post|bring|pick|collect|come|visit|install|fit|refund|transfer|return|mail|e-?mail|write|repair|fix|replace|exchange|get back|start (?:work|on|with|your|the)|finish|swap|credit|pay|drop|hand|have (?:it|them|your|the)|get (?:it|them|your|the)|do|reply|answer|respond|call back|paint|clean|service|check|update|reset|order|book|close (?:your|the (?:case|account))|set up|put up'
const done =
  '[a-z]{2,}(?:ed|nt|lt|pt|ught)|done|made|sent|paid|put|cut|built|bought|brought|fit|found|given|taken|written|drawn|sewn|shown|hung|mown|rewritten|redone|swept|ground|sharpened'
const noDeed =
  /^(?:closed|opened|needed|required|expected|charged|delighted|pleased|honou?red|amazed|surprised|interested|missed|delayed|disappointed|impressed|excited|limited|based|located|crowded|tired|bored|married|invited|asked|supposed|allowed|absent|present|different|patient|important|silent|urgent|excellent|convenient|sufficient|content|apparent|spent|cancelled|canceled|postponed|held|used|followed|covered|included|affected|rounded)$/
const things = String.raw`(?:(?:your|the|our|all|both|these|those|this|that|each of your)\s(?:(?!will\b|is\b|are\b|and\b|who\b|we\b|i\b|you\b|he\b|she\b|they\b)[\w'’-]+\s){0,5}?(?!will\b|is\b|we\b|i\b|you\b|he\b|she\b|they\b)[\w'’-]+|it|they|that|this|everything)`

const patterns: readonly (readonly [MoreHeads['kind'], RegExp])[] = [
  [
    'others',
    new RegExp(
      String.raw`(?<![\p{L}’'-])(?<who>${aName}(?:\s(?:from|in|at|of)\s(?:the\s|our\s)?[\w-]+(?:\s(?!will\b|is\b)[\w-]+)?)?)${will}`,
      'gu',
    ),
  ],
  [
    'others',
    new RegExp(
      String.raw`\b(?<who>(?:[Tt]he|[Oo]ur|[Mm]y|[Oo]ne of (?:our|my))\s(?:(?!will\b|is\b|are\b|and\b|who\b|we\b|i\b|you\b|he\b|she\b|they\b)[\w'’-]+\s){0,3}?(?!will\b|is\b|we\b|i\b|you\b|he\b|she\b|they\b)[\w-]+)${will}`,
      'g',
    ),
  ],
  [
    'passive',
    new RegExp(
      String.raw`\b(?<who>${things})(?:['’]ll|\s(?:will|is going to|are going to))\s(?:(?:then|all|both|definitely|certainly|also|soon)\s)*(?:be|get)\s(?:(?:all|both|fully|completely|fully)\s)?(?=(?<deed>${done})\b)`,
      'gi',
    ),
  ],
  [
    'thing',
    new RegExp(
      String.raw`\b(?<who>${things})\s(?:is|are) going to be (?=(?:ready|finished|done|with you|back|here|there|waiting|available)\b)`,
      'gi',
    ),
  ],
  [
    'thing',
    new RegExp(
      String.raw`\b(?<who>${things})(?:['’]ll|\s(?:will|is going to|are going to))\s(?:be\s(?=(?:here|there|in|up and running|running|working|available|back|at|on|good as new|live|online|open for you|watertight|dry|warm|hot|usable|safe|roadworthy|habitable|in place|on the road|up|yours|sorted)\b)|(?=(?:arrive|come|go|run|work again|follow|reach|be through)\b))`,
      'gi',
    ),
  ],
  [
    'present_thing',
    new RegExp(
      String.raw`\b(?<who>${things})\s(?=(?:goes|go|leaves?|ships?|comes?|arrives?|follows?) (?!up\b|down\b|off\b|to \d|home\b|on (?:sale|holiday|leave)\b|to (?:school|an end|bed)\b|into force\b)|gets? (?:back|to you|${done})\b)`,
      'gi',
    ),
  ],
  [
    'present_thing',
    new RegExp(
      String.raw`\b(?<who>${things})(?:['’]s|\s(?:is|are))\s(?=(?:ready|finished|done|with you|back with you|fixed|repaired|sorted|mended|live|up|at your|in your|in (?:by|within)|on (?:its|their) way)\b)`,
      'gi',
    ),
  ],
  ['thing', new RegExp(String.raw`\b(?<who>${things})\scan (?=be (?:collected|picked up|fetched)\b)`, 'gi')],
  [
    'you_can',
    /\b(?:you can|you(?:'|’)ll be able to|you will be able to|you may)\s(?=(?:collect|pick up|pick [\w ]{1,20} up|fetch|move in)\b)/gi,
  ],
  [
    'you_present',
    /\b[Yy]ou\s(?=(?:have(?! (?:until|till|time|a chance|the (?:right|chance|choice)|to\b|an? (?:appointment|meeting|slot|booking|reservation)|\w+ days))|get|receive)\b)/g,
  ],
  ['leave', /\bleave (?:it|this|that) (?:with|to) (?:me|us)\b/gi],
  ['present', new RegExp(String.raw`\b(?:[Ii]|[Ww]e)\s(?=(?:${weDo})\b)`, 'g')],
  [
    'others_present',
    new RegExp(
      String.raw`(?<![\p{L}’'-])(?<who>${aName}|(?:[Tt]he|[Oo]ur|[Mm]y)(?:\s[\w-]+){1,3}?)\s(?:(?:has|knows|is)[^.;,]{0,40}? and\s)?(?=(?:${callsYou})\s(?:you|your|the|it|round|over|by)\b)`,
      'gu',
    ),
  ],
  [
    'others_present',
    new RegExp(
      String.raw`(?<![\p{L}’'-])(?<who>${aName}|(?:[Tt]he|[Oo]ur|[Mm]y)(?:\s[\w-]+){1,3}?)\s(?:is|are)\s(?=(?:${doingIt})\b)`,
      'gu',
    ),
  ],
  [
    'note',
    /^(?:(?:I|I've|We|We've|Have)\s+)?(?:[Pp]romised|[Tt]old|[Aa]ssured|[Ii]nformed|[Aa]greed(?: with)?)\s+(?!to\b|you\b|me\b|us\b|that\b)(?<who>him|her|them|the \w+|(?:Mr|Mrs|Ms|Miss|Dr)\.? \p{Lu}[\p{L}-]+|\p{Lu}[\p{L}-]+|customer|caller|patient|client|tenant|guest)\s+(?=(?:that )?(?:we|i|someone|\p{Lu}?\p{L}+)(?:['’]d|['’]ll| would| will)\b|(?:an?|the|our|his|her|their|to)\s)/giu,
  ],
  [
    'note',
    /(?:^|[,;:.–-]\s*|\band\s+)(?:[Ss]aid|[Pp]romised|[Aa]greed)\s+(?=(?:we|i|that we|that i|someone|a call ?back|a call|callback|to (?:call|ring|phone|send|email|write|get back|check|deliver|repair|have|bring|refund)))(?!.*\byou\b)/gi,
  ],
  [
    'note',
    /^(?:(?<who>[Cc]all ?-?back|[Cc]all|[Rr]eply|[Qq]uote|[Aa]nswer|[Dd]elivery|[Vv]isit|[Rr]efund|[Rr]eplacement|[Rr]epair)(?: to (?:him|her|them|\w+))?(?: was)?\s+)(?=[^.]*\b(?:promised|agreed|assured|confirmed)\b)/g,
  ],
  [
    'back',
    /(?:^|[,;–-]\s*)(?=(?:back to you|with you|on its way|on the way to you|ready(?: for you| for (?:pick-?up|collection))?|call you(?: back)?|ring you(?: back)?|get back to you)\b)/gi,
  ],
]

/** Openings that show only in a text with its capitals, names above all. */
export function moreHeads({ text, plain }: Sentence): MoreHeads[] {
  return patterns.flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const who = match.groups?.who ?? null
      const head = { kind, start: match.index, end: match.index + match[0].length, who }
      return isOurs(head, match.groups?.deed, plain) ? [head] : []
    }),
  )
}

function isOurs({ kind, who, end, start }: MoreHeads, deed: string | undefined, plain: string): boolean {
  const name = (who ?? '').toLowerCase()
  if (deed && noDeed.test(deed.toLowerCase())) return false
  if (kind === 'note') return !/\b(?:as|had|have you|has)\s*$/.test(plain.slice(0, start))
  if (kind === 'passive') return true
  if (outside.test(name.replace(/ (?:from|of|at|in) .*$/, ''))) return false
  if (kind === 'others' || kind === 'others_present') {
    if (noName.test(name) && !/^(?:the|our|my|one of) /.test(name)) return false
    const clause = plain.slice(end).split(/[;:.]|, (?:and|but) /)[0]!
    if (/\b(?:us|me)\b/.test(clause) && !/\b(?:you|from us|from me|with us|with me)\b/.test(clause))
      return false
    return !/^(?:mr|mrs|ms|miss)\b/.test(name) || /\b(?:you|your|be)\b/.test(clause)
  }
  return true
}
