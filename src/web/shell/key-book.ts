import { type Keys, readKeys } from '../ui/keys.ts'

/** Where a key is heard: of a conversation beside its list, both and the composer are. */
export const KEY_PLACES = [
  'everywhere',
  'go',
  'lists',
  'inbox',
  'chosen',
  'conversation',
  'composer',
  'promises',
  'promise',
  'person',
  'counter',
] as const
export type KeyPlace = (typeof KEY_PLACES)[number]

/** A verb of the product with the key we give it. `verb` is the verb's id, under which a remapped key is kept. */
export type BookedKey = { readonly verb: string; readonly keys: Keys; readonly place: KeyPlace }

const at = <P extends KeyPlace, V extends string>(place: P, keys: Readonly<Record<V, Keys>>) =>
  (Object.keys(keys) as V[]).map((verb) => ({ verb, keys: keys[verb], place }))

/** Every verb that has a key, on whatever screen; a test holds it against the screens themselves. */
export const KEY_BOOK = [
  ...at('everywhere', {
    'shell.palette': 'mod+k',
    'shell.search': '/',
    'shell.keys': '?',
    'shell.notices': 'shift+n',
    'conversation.new': 'c',
    'goodwill.give': 'shift+g',
    'capture.call': 't',
    'capture.arrival': 'w',
    undo: 'z',
    'undo.typing': 'mod+z',
  }),
  ...at('go', {
    'go.today': 'g t',
    'go.inbox': 'g i',
    'go.counter': 'g c',
    'go.promises': 'g p',
    'go.people': 'g o',
    'go.goodwill': 'g w',
    'go.reports': 'g r',
    'go.settings': 'g s',
    'go.search': 'g /',
  }),
  ...at('lists', { 'list.next': 'j', 'list.previous': 'k' }),
  ...at('inbox', {
    'inbox.choose': 'x',
    'inbox.chooseTo': 'shift+x',
    'inbox.chooseDown': 'shift+down',
    'inbox.chooseUp': 'shift+up',
    'inbox.chooseAll': '*',
  }),
  ...at('chosen', {
    'chosen.close': 'e',
    'chosen.snooze': 'h',
    'chosen.assign': 'a',
    'chosen.handover': 'shift+a',
    'chosen.tag': 'l',
    'chosen.junk': '!',
    'chosen.end': 'escape',
  }),
  ...at('conversation', {
    'conversation.close': 'e',
    'conversation.closeAndNext': 'shift+e',
    'conversation.snooze': 'h',
    'conversation.assign': 'a',
    'conversation.handover': 'shift+a',
    'conversation.tags': 'l',
    'conversation.merge': 'm',
    'conversation.refile': 'shift+m',
    'conversation.junk': '!',
    'needs.add': 'b',
    'conversation.friction': 'f',
    'conversation.pane': ']',
    'conversation.back': 'escape',
  }),
  ...at('composer', {
    'composer.reply': 'r',
    'composer.note': 'n',
    'composer.promise': 'p',
    'composer.promiseTyping': 'mod+shift+p',
    'composer.savedReply': 'i',
    'composer.send': 'mod+enter',
    'composer.sendAndClose': 'mod+shift+enter',
    'composer.sendAndNext': 'mod+alt+enter',
  }),
  ...at('promises', {
    'promises.make': 'p',
    'promises.keep': 'e',
    'promises.tell': 'u',
    'promises.give': 'a',
    'promises.choose': 'x',
    'promises.chooseTo': 'shift+x',
    'promises.end': 'escape',
  }),
  ...at('promise', { 'promise.keep': 'e', 'promise.move': 'h', 'promise.give': 'a' }),
  ...at('person', { 'person.promise': 'p' }),
  ...at('counter', { 'counter.arrival': 'space' }),
] as const

// What is heard at the same time; what is chosen goes before all of it.
const TOGETHER: readonly KeyPlace[] = ['inbox', 'conversation', 'composer']
const ALWAYS: readonly KeyPlace[] = ['everywhere', 'go', 'lists']

function heardTogether(one: KeyPlace, other: KeyPlace): boolean {
  if (one === other || ALWAYS.includes(one) || ALWAYS.includes(other)) return true
  return TOGETHER.includes(one) && TOGETHER.includes(other)
}

/** Tells whether one press would call both: the same key, or one that begins the other. */
function clash(one: Keys, other: Keys): boolean {
  const [a, b] = [readKeys(one), readKeys(other)]
  const same = (n: number) => JSON.stringify(a[n]) === JSON.stringify(b[n])
  return same(0) && (a.length !== b.length || a.length < 2 || same(1))
}

/** The verbs that are heard where one is and would be called by the same keys. */
export function clashesOf(
  verb: string,
  keys: Keys,
  remapped: Readonly<Record<string, Keys>>,
  book: readonly BookedKey[] = KEY_BOOK,
): string[] {
  const here = book.find((booked) => booked.verb === verb)
  if (!here) return []
  return book
    .filter((other) => other.verb !== verb && heardTogether(here.place, other.place))
    .filter((other) => clash(keys, remapped[other.verb] ?? other.keys))
    .map((other) => other.verb)
}
