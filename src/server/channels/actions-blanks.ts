import { openBlank } from '../../domain/conversations/saved-replies.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { Refused } from '../db/refused.ts'

/**
 * Nobody reads "Dear {{person.first}}": gives back what is to be sent.
 * @throws Refused `blank_left` for words in which a blank is still to be filled.
 */
export function demandFilled<Said extends { readonly text: string }>(said: Said): Said {
  const blank = openBlank(said.text)
  if (blank) throw new Refused(refuse('blank_left', { field: 'text', values: { name: blank.variable } }))
  return said
}
