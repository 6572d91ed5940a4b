import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { clashesOf, KEY_BOOK } from '../src/web/shell/key-book.ts'
import en from '../src/words/en.json' with { type: 'json' }

const WEB = join(import.meta.dirname, '../src/web')
/** What stands over a page has keys of its own, shown on its buttons: they end with it and are not changed. */
const OVER_A_PAGE = [
  ...[
    'move.send',
    'reason.send',
    'ask.send',
    'ask.accept',
    'promise.make',
    'promise.tell',
    'begin.send',
    'begin.sendAndClose',
  ],
  ...['handover.offer', 'conversation.split.do', 'next.set', 'conversation.merge.do', 'call.save'],
  ...['dialog.send', 'finding.confirm', 'call.promise', 'amends.keep'],
]

/** The verbs with their keys as the screens register them. */
function registered(): [string, string][] {
  const files = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f))
  return files
    .map((file) => readFileSync(join(WEB, file), 'utf8'))
    .filter((source) => source.includes('useVerb'))
    .flatMap((source) =>
      [...source.matchAll(/\{\s*id: '([\w.]+)',[^{}]*?(?:\{[^{}]*\}[^{}]*?)*?keys: '([^']+)'/g)].map(
        ([, id, keys]): [string, string] => [id!, keys!],
      ),
    )
}

describe('the book of keys', () => {
  it('has every verb of every screen, with the key it has there', () => {
    const book = new Map<string, string>(KEY_BOOK.map(({ verb, keys }) => [verb, keys]))
    const found = registered().filter(([id]) => !OVER_A_PAGE.includes(id))
    expect(found.length).toBeGreaterThan(35)
    for (const [id, keys] of found) expect(book.get(id), id).toBe(keys)
  })

  it('has words for each, as the settings list them', () => {
    const words: Readonly<Record<string, string>> = en.shell.keys.verbs
    // Those that go to a screen are called by its name.
    const own = KEY_BOOK.filter(({ verb }) => !verb.startsWith('go.'))
    for (const { verb } of own) expect(words[verb.replaceAll('.', '_')], verb).toBeTruthy()
  })

  it('names no verb twice', () => {
    expect(new Set(KEY_BOOK.map((k) => k.verb)).size).toBe(KEY_BOOK.length)
  })

  it('gives no key to two that are heard at the same time', () => {
    for (const { verb, keys } of KEY_BOOK) expect(clashesOf(verb, keys, {}), verb).toEqual([])
  })

  it('tells whom a changed key would call as well, also by the beginning of two', () => {
    expect(clashesOf('conversation.merge', 'e', {})).toEqual(['conversation.close'])
    expect(clashesOf('conversation.merge', 'e', { 'conversation.close': 'y' })).toEqual([])
    expect(clashesOf('conversation.merge', 'g', {})).toContain('go.today')
    expect(clashesOf('promise.keep', 'r', {})).toEqual([])
  })
})
