import fc from 'fast-check'
import { FILTER_NAMES, readQuestion, withFilter, withoutFilters } from './question.ts'

describe('a question', () => {
  it.each([
    ['brake noise', 'brake noise', {}],
    ['from:huber brake', 'brake', { from: 'huber' }],
    ['brake from:"Marta Huber" channel:mail', 'brake', { from: 'Marta Huber', channel: 'mail' }],
    ['FROM:Huber Is:Closed', '', { from: 'Huber', is: 'closed' }],
    ['before:2026-11-01 after:1.10.2026', '', { before: '2026-11-01', after: '2026-10-01' }],
    ['has:file owner:me site:Nord', '', { has: 'file', owner: 'me', site: 'Nord' }],
    ['from:a from:b', '', { from: 'b' }],
    ['see http://example.com/from:x', 'see http://example.com/from:x', {}],
    ['re: brakes', 're: brakes', {}],
  ])('%s', (question, words, filters) => {
    expect(readQuestion(question)).toEqual({ words, filters, notUnderstood: [] })
  })

  it('gives back what looks like a filter and means nothing', () => {
    expect(readQuestion('before:yesterday is:lost channel:fax has:hope hello')).toEqual({
      words: 'hello',
      filters: {},
      notUnderstood: ['before:yesterday', 'is:lost', 'channel:fax', 'has:hope'],
    })
    expect(readQuestion('before:2026-02-31').notUnderstood).toEqual(['before:2026-02-31'])
  })

  it('with a filter changed reads so, and keeps its words and its other filters', () => {
    const name = fc.constantFrom('from', 'owner', 'site', 'tag' as const)
    const value = fc.stringMatching(/^[\p{L}\p{N}][\p{L}\p{N} .-]{0,20}[\p{L}\p{N}]$/u)
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), name, value, (question, filter, said) => {
        const before = readQuestion(question)
        const after = readQuestion(withFilter(question, filter as never, said))
        expect(after.words).toBe(before.words)
        expect(after.filters).toEqual({ ...before.filters, [filter]: said.replace(/\s+/g, ' ') })
        const gone = readQuestion(withFilter(question, filter as never, null))
        expect(gone.filters[filter as 'from']).toBeUndefined()
      }),
    )
  })

  it('is read whatever anybody types', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (question) => {
        const read = readQuestion(question)
        expect(withoutFilters(question)).toBe(read.words)
        expect(Object.keys(read.filters).every((k) => (FILTER_NAMES as string[]).includes(k))).toBe(true)
      }),
    )
  })
})
