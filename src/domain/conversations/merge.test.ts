import { describe, expect, it } from 'vitest'
import type { ConversationId, MemberId, PersonId, SiteId } from '../shared/ids.ts'
import { instant } from '../shared/time.ts'
import { startConversation } from './conversation.ts'
import { type Facts, factsOf, isSamePerson, mayNotMerge, unite } from './merge.ts'
import { lastOfAll, lived, type Merge, takeOut } from './unmerge.ts'

const [eight, nine, ten, eleven, noon] = ['08', '09', '10', '11', '12'].map((h) =>
  instant(`2026-11-23T${h}:00:00Z`),
) as [Facts['arrivedAt'], Facts['arrivedAt'], Facts['arrivedAt'], Facts['arrivedAt'], Facts['arrivedAt']]
const [olga, tom, mia] = ['olga', 'tom', 'mia'] as MemberId[]
const [marta, ben] = ['marta', 'ben'] as PersonId[]
const id = (name: string) => name as ConversationId

function talk(more: Partial<Facts> = {}): Facts {
  const begun = startConversation({
    ...{ id: id('x'), reference: 'K7M-4QX', siteId: 's' as SiteId, channel: 'email' },
    ...{ arrivedAt: eight, personId: marta!, subject: 'The brakes' },
  })
  return { ...factsOf({ ...begun, lastActivityAt: eight, lastLine: '' }), ...more }
}

describe('which may be merged', () => {
  const one = (name: string, personId: PersonId | null, heldBecause: string | null = null) => ({
    ...{ id: id(name), personId, heldBecause },
  })
  it('two of one person, or one with nobody known; never two people’s', () => {
    expect(mayNotMerge(one('b', marta!), one('a', marta!))).toBeNull()
    expect(mayNotMerge(one('b', null), one('a', marta!))).toBeNull()
    expect(mayNotMerge(one('b', ben!), one('a', marta!))).toMatchObject({ refused: 'merge_two_people' })
    expect(isSamePerson(ben!, marta!)).toBe(false)
    // Ben was a second record of hers.
    expect(mayNotMerge(one('b', ben!), one('a', marta!), new Map([[ben!, marta!]]))).toBeNull()
  })
  it('not one into itself, and none that is held back as perhaps no real message', () => {
    expect(mayNotMerge(one('a', marta!), one('a', marta!))).toMatchObject({ refused: 'merge_same' })
    expect(mayNotMerge(one('b', marta!, 'link'), one('a', marta!))).toMatchObject({ refused: 'merge_held' })
  })
})

describe('what a merge unites', () => {
  it('is open if either is, arrived with the earlier, owned and named by the survivor first', () => {
    const a = talk({ closedAt: ten, closedBy: olga!, arrivedAt: nine, subject: '', personId: null })
    const b = talk({ assigneeId: tom! })
    expect(unite(a, b, noon)).toMatchObject({
      ...{ closedAt: null, closedBy: null, arrivedAt: eight, assigneeId: tom, personId: marta },
      subject: 'The brakes',
    })
    const both = { ...b, closedAt: eleven, closedBy: mia! }
    expect(unite(a, both, noon)).toMatchObject({ closedAt: eleven, closedBy: mia })
  })
  it('is for few eyes if either was, and greeted by whoever greeted first', () => {
    const a = talk({ greetedAt: ten, greetedBy: olga! })
    const b = talk({ greetedAt: nine, greetedBy: tom!, sensitive: true })
    expect(unite(a, b, noon)).toMatchObject({ sensitive: true, greetedAt: nine, greetedBy: tom })
  })
  it('sleeps until the earlier wake, and not at all while one of them waits for us', () => {
    const asleep = (until: typeof ten) =>
      talk({ lastInAt: eight, lastOutAt: nine, snoozedUntil: until, snoozedBy: olga! })
    const later = instant('2026-11-24T08:00:00Z')
    const latest = instant('2026-11-25T08:00:00Z')
    expect(unite(asleep(latest), asleep(later), noon).snoozedUntil).toBe(later)
    expect(unite(asleep(latest), talk({ lastInAt: eight, lastOutAt: nine }), noon).snoozedUntil).toBe(latest)
    expect(unite(asleep(latest), talk({ lastInAt: ten }), noon)).toMatchObject({ snoozedUntil: null })
  })
  it('does not take an unanswered word for answered because we answered on the other side later', () => {
    const answered = talk({ lastInAt: nine, lastOutAt: eleven, assigneeId: olga! })
    const waits = talk({ lastInAt: ten, lastLine: 'Hello?' })
    expect(unite(answered, waits, noon)).toMatchObject({ lastOutAt: eleven, wokeAt: noon })
  })
})

describe('what an unmerge gives back', () => {
  const merge = (survivor: string, merged: string, before: Facts, theirs: Facts): Merge => ({
    ...{ survivorId: id(survivor), mergedId: id(merged), mergedAt: noon, before },
    after: unite(before, theirs, noon),
  })
  it('the facts there were, whichever of several merges is taken back first', () => {
    const a = talk({ closedAt: nine, closedBy: olga! })
    const b = talk({ assigneeId: tom!, arrivedAt: eight })
    const c = talk({ assigneeId: mia!, sensitive: true })
    const first = merge('a', 'b', a, b)
    const second = merge('a', 'c', first.after, c)
    const facts = new Map([
      [id('a'), second.after],
      [id('b'), b],
      [id('c'), c],
    ])
    const without = takeOut(first, [first, second], facts)
    expect(without.facts.get(id('a'))).toEqual(unite(a, c, noon))
    const [left] = without.merges
    expect(takeOut(left!, without.merges, without.facts).facts.get(id('a'))).toEqual(a)
  })
  it('leaves alone what somebody changed since', () => {
    const [a, b] = [talk(), talk({ assigneeId: tom! })]
    const m = merge('a', 'b', a, b)
    const now = { ...m.after, assigneeId: mia! }
    const facts = new Map([
      [id('a'), now],
      [id('b'), b],
    ])
    expect(takeOut(m, [m], facts).facts.get(id('a'))?.assigneeId).toBe(mia)
  })
  it('takes one out of the middle of a chain', () => {
    const [a, b, c] = [talk({ assigneeId: olga! }), talk({ sensitive: true }), talk()]
    const low = merge('b', 'c', b, c)
    const top = merge('a', 'b', a, low.after)
    const facts = new Map([
      [id('a'), top.after],
      [id('b'), low.after],
      [id('c'), c],
    ])
    expect(takeOut(low, [low, top], facts).facts.get(id('b'))).toEqual(b)
    expect(takeOut(top, [low, top], facts).facts.get(id('a'))).toEqual(a)
  })

  it('keeps with whom words were said in one that knew nobody, though who they are came by a merge below it', () => {
    const [top, middle, low] = [talk({ personId: null }), talk({ personId: null }), talk()]
    const below = merge('m', 'l', middle, low)
    const above = merge('t', 'm', top, below.after)
    const facts = new Map([
      [id('t'), above.after],
      [id('m'), below.after],
      [id('l'), low],
    ])
    // Something was said to Marta in the top one alone, since it had the middle one.
    const said = (f: Facts, since: Merge) => (since === above ? { ...f, personId: marta! } : f)
    const without = takeOut(below, [below, above], facts, said).facts
    expect([without.get(id('t'))?.personId, without.get(id('m'))?.personId]).toEqual([marta, null])
  })

  const meanwhile = {
    ...{ mergedAt: nine, answeredBy: null, acceptedBy: null, closedAt: null, sensitive: false },
    personId: null,
  }
  const last = (lastInAt: Facts['lastInAt'], lastOutAt: Facts['lastOutAt'] = null) => ({
    ...{ lastInAt, lastOutAt, lastLine: '', lastActivityAt: lastOutAt ?? lastInAt ?? eight },
  })
  it('opens and wakes what they wrote to meanwhile, unless somebody closed it since', () => {
    const closed = talk({ closedAt: eight, closedBy: olga! })
    expect(lived(closed, { ...meanwhile, last: last(eight) })).toEqual(closed)
    expect(lived(closed, { ...meanwhile, last: last(ten) })).toMatchObject({ closedAt: null })
    expect(lived(closed, { ...meanwhile, last: last(ten), closedAt: eleven })).toEqual(closed)
    const asleep = talk({ snoozedUntil: noon, snoozedBy: olga! })
    expect(lived(asleep, { ...meanwhile, last: last(ten) })).toMatchObject({
      snoozedUntil: null,
      wokeAt: ten,
    })
  })
  it('tells what was said last as it was stored, but for what was said or split off since', () => {
    const stored = (at: Facts['lastInAt'] & string, said = at) => ({
      last: { lastInAt: at, lastOutAt: null, lastActivityAt: at, lastLine: at },
      said: { lastInAt: said, lastOutAt: null, lastActivityAt: said, lastLine: said },
    })
    const nothing = { lastInAt: null, lastOutAt: null, lastActivityAt: null, lastLine: '' }
    const [early, late] = [stored(nine), stored(ten, eight)]
    const both = (now: typeof late.said | typeof nothing) =>
      lastOfAll([
        { alone: early, now: early.said },
        { alone: late, now },
      ]).lastActivityAt
    expect([both(late.said), both({ ...late.said, lastActivityAt: noon }), both(nothing)]).toEqual([
      ten,
      noon,
      nine,
    ])
    expect(lastOfAll([{ alone: late, now: nothing }])).toMatchObject({ lastInAt: null, lastActivityAt: ten })
  })
  it('gives it to whoever answered it or took it over meanwhile', () => {
    const answered = { ...meanwhile, last: last(eight, ten), answeredBy: tom! }
    expect(lived(talk(), answered)).toMatchObject({ assigneeId: tom, greetedAt: ten, greetedBy: tom })
    expect(lived(talk({ assigneeId: olga! }), answered).assigneeId).toBe(olga)
    expect(lived(talk({ assigneeId: olga! }), { ...answered, acceptedBy: mia! }).assigneeId).toBe(mia)
  })
  it('keeps for few eyes what was written while it was', () => {
    const among = { ...meanwhile, sensitive: true }
    expect(lived(talk(), { ...among, last: last(eight) }).sensitive).toBe(false)
    expect(lived(talk(), { ...among, last: last(ten) }).sensitive).toBe(true)
  })
})
