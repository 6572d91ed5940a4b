import type { TimeGrammar } from './due-words-grammar.ts'
import { dayRules } from './english-days.ts'
import { timeRules } from './english-times.ts'

/** How English speaks of time. */
export const englishTime: TimeGrammar = {
  rules: [...dayRules, ...timeRules],
  between:
    /^[\s,(]*(?:(?:by|at|on|in|of|the|before|until|till|around|about|or|and|sometime|some time|end of|no later than|not later than|at the latest|at the very latest|latest|end)[\s,]*)*$/,
  near: /^[\s,]*(?:(?:at|by|on|in the|the|before)\s+)*$/,
  lead: /(?:^|[\s(,])((?:(?:by|before|within|until|till|til|at|on|in|around|about|after|for|from|since|of|no later than|not later than|at the latest|latest|sometime|some time|during|the|end of|end)\s+)+)$/,
  tail: /^,?\s*(?:at the (?:very )?latest|latest|at most|or so|sharp|or (?:earlier|sooner|before))\b/,
  notAhead: /\b(?:last|past|previous|every|each|since|(?:day|week)s? (?:before|after|from))\s+$/,
  after: /\bafter\s+$/,
  loose: /\b(?:for|from|since|of|about)\s+(?:the\s+)?$/,
  unless: /\b(?:end of|by)\b/,
  firm: /\b(?:by|before|within|until|till|til|no later|not later|latest)\b/,
  firmSpan: /^in /,
  or: /\bor\b/,
  and: /\band\b/,
  apart: [/\b(?:for|about|from)\s+(?:the\s+)?$/, /\b(?:by|before|until|till|latest)\b/],
}
