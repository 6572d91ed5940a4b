import { looksBack } from '../due.ts'
import { englishTime } from './english-grammar.ts'
import type { DeadlineGrammar } from './heard-date.ts'

/** What words are about rather than when: "about the appointment on Friday", "your invoice for Monday". */
const about =
  /\b(?:about|regarding|concerning|your|the|our|an?) (?:[\w']+ ){0,3}?(?:appointment|visit|meeting|booking|invoice|delivery|slot|inspection|quote|order|e?-?mail|message|letter|call|question|notes?)(?: [\w']+){0,3} $/
/** Things done for so long, not by then: "we'll keep it until Friday". */
const lasting = /\b(?:extend|reserve|keep|hold|store|book|block|save|look after|park|rent|pause|postpone)\b/
const readyFor =
  /\b(?:pick(?:ed)? up|collect(?:ed)?|fetche?d?)\b[^.;]*$|\b(?:promised|agreed|confirmed|arranged)\s*$|\b(?:ready|done|finished|prepared|available)(?: (?:for|to) (?:pick-?up|collection|collect|be collected))?\s*$/

/** "The mail you sent yesterday", "as last week": what it is about, not when. */
const tellingOfBefore =
  /\b(?:as|like|than|what|which|who|where|\w{2,}ed|was|were|had|did|sent|came|went|got|made|gave|broke|bought|brought|told|took|wrote|spoke|saw|left|lost|found|paid|said|met|held|rang|began|fell)\b/

/** "A call from me": what is promised, not what it is about. */
const fromUs = /^(?:(?:get|have|receive) )?an? (?:[\w-]+ ){1,3}from (?:me|us) $/

/** How English tells deadlines. */
export const englishDeadlines: DeadlineGrammar = {
  time: englishTime,
  direct: /^[\s,]*(?:(?:then|and|at the latest|latest)[\s,]*)?$/,
  weigh: (before, words, said) => {
    if (looksBack(words.meaning) && tellingOfBefore.test(before)) return 0
    if (words.weight === 0 && readyFor.test(before) && !looksBack(words.meaning)) return 2
    if (/^(?:until|till)\b/.test(said) && lasting.test(before)) return 0
    // "Whether Sunday is safe": the day is what it is about.
    if (/\b(?:whether|if|how|why|(?:say|know|sure|hope|think) that)\s*$/.test(before)) return 0
    return words.weight === 2 &&
      /^(?:on|at|from|of|for)\b/.test(said) &&
      about.test(before) &&
      !fromUs.test(before)
      ? 0
      : words.weight
  },
}
