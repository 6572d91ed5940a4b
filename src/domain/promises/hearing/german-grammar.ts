import type { TimeGrammar } from './due-words-grammar.ts'
import { dayRules } from './german-days.ts'
import { timeRules } from './german-times.ts'

/** Small words that belong to a date; "und" and "oder" only inside it. */
const small =
  'aller?spatestens|spae?testens|bis|zum|zur|zu|um|am|im|in|der|den|dem|des|gegen|vor|ab|von|noch|schon|gleich|bereits|so|etwa|ca\\.?|circa|zwischen|kurz|punkt|laufe?|ende|nach|binnen|innerhalb|direkt|wohl'

/** How German speaks of time; it is read folded, "spätestens" as "spatestens". */
export const germanTime: TimeGrammar = {
  rules: [...dayRules, ...timeRules],
  between: new RegExp(`^[\\s,(]*(?:(?:${small}|und|oder)[\\s,]*)*$`),
  near: /^[\s,]*(?:(?:am|um|bis|gegen|in der|im|vor|ab|den|dem|der|spatestens|so|zum)\s+)*$/,
  lead: new RegExp(
    `(?:^|[\\s(,])((?:(?:${small}|bis spae?testens|fue?r|seit|vom|wegen|ue?ber|nicht spae?ter als)\\s+)+)$`,
  ),
  tail: /^,?\s*(?:(?:aller)?spae?testens|herum|rum|oder (?:fruher|eher))\b/,
  notAhead:
    /\b(?:letzte[nrm]?|vergangene[nrm]?|vorige[nrm]?|jede[nrms]?|seit|jeweils|(?:tage?n?|wochen?) (?:vor|nach)(?: de[mr])?)\s+$/,
  after: /\bnach\s+$/,
  loose: /\b(?:fue?r|seit|vom|wegen|ue?ber)\s+(?:de[nrms]\s+)?$/,
  unless: /\bbis\b/,
  firm: /\b(?:bis|ab|spae?testens|vor|innerhalb|binnen|nicht spae?ter)\b/,
  firmSpan: /^(?:in|binnen|innerhalb)\b/,
  or: /\boder\b|\bbis\b/,
  and: /\bund\b/,
  apart: [/\b(?:fue?r|wegen|ue?ber|vom)\s+(?:de[nrms]\s+)?$/, /\b(?:bis|vor|spae?testens)\b/],
}
