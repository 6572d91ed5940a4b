import { describe, expect, it } from 'vitest'
import type { ConversationId, MemberId, PersonId, SiteId } from '../shared/ids.ts'
import { instant } from '../shared/time.ts'
import { startConversation } from './conversation.ts'
import { type Facts, factsOf } from './merge.ts'
import { comeHome, giveBack, takeIn } from './refile.ts'
import { waiting } from './waiting.ts'

const at = (time: string) => instant(`2026-11-23T${time}:00Z`)
const NOW = at('12:00')

function facts(more: Partial<Facts> = {}): Facts {
  const begun = startConversation({
    id: 'c' as ConversationId,
    reference: 'K7M-4QX',
    siteId: 's' as SiteId,
    channel: 'email',
    subject: 'Brakes',
    arrivedAt: at('09:00'),
    personId: 'marta' as PersonId,
  })
  return factsOf({ ...begun, lastActivityAt: at('09:00'), lastLine: '', ...more })
}

const answered = facts({ lastInAt: at('09:00'), lastOutAt: at('11:00'), lastActivityAt: at('11:00') })
const asked = facts({
  personId: 'tom' as PersonId,
  subject: 'Tyres',
  lastInAt: at('10:00'),
  lastActivityAt: at('10:00'),
})
const noted = facts({ lastActivityAt: at('10:00') })

describe('a conversation into which a message comes', () => {
  it('waits for us where nobody answered the message, though it is older than our last word there', () => {
    expect(waiting(answered, NOW).for).toBe('them')
    expect(waiting(takeIn(answered, asked, NOW), NOW).for).toBe('us')
  })

  it('stays whose it is, about what it is about, since when it is', () => {
    expect(takeIn(answered, asked, NOW)).toMatchObject({
      personId: 'marta',
      subject: 'Brakes',
      arrivedAt: at('09:00'),
    })
  })

  it('is opened and woken by an unanswered word, and by nothing else', () => {
    const closed = { ...answered, closedAt: at('11:30'), closedBy: 'olga' as MemberId }
    const asleep = { ...answered, snoozedUntil: instant('2026-11-25T08:00:00Z') }
    const left = { ...answered, leftAt: at('11:30') }
    expect(takeIn(closed, asked, NOW)).toMatchObject({ closedAt: null, closedBy: null })
    expect(takeIn(asleep, asked, NOW).snoozedUntil).toBeNull()
    for (const part of [noted, answered]) {
      expect(takeIn(closed, part, NOW)).toMatchObject({ closedAt: closed.closedAt, closedBy: 'olga' })
      expect(takeIn(asleep, part, NOW).snoozedUntil).toBe(asleep.snoozedUntil)
      expect(takeIn(left, part, NOW)).toMatchObject({ leftAt: left.leftAt, closedAt: null })
    }
    expect(takeIn(answered, noted, NOW).closedAt).toBeNull()
  })

  it('is for few eyes if either was', () => {
    expect(takeIn(answered, { ...asked, sensitive: true }, NOW).sensitive).toBe(true)
    expect(takeIn({ ...answered, sensitive: true }, asked, NOW).sensitive).toBe(true)
    expect(takeIn(answered, asked, NOW).sensitive).toBe(false)
  })
})

describe('taking it back', () => {
  const closed = { ...answered, closedAt: at('11:30'), closedBy: 'olga' as MemberId }
  const after = takeIn(closed, asked, NOW)

  it('turns back what nobody touched since, and leaves what somebody did', () => {
    expect(giveBack(after, closed, after, false)).toMatchObject({ closedAt: closed.closedAt })
    const named = { ...after, subject: 'Brakes and tyres' }
    expect(giveBack(named, closed, after, false)).toMatchObject({
      subject: 'Brakes and tyres',
      closedAt: closed.closedAt,
    })
  })

  it('closes nothing in which somebody wrote since', () => {
    expect(giveBack(after, closed, after, true).closedAt).toBeNull()
  })

  it('opens what it comes home to only where somebody closed that without having seen it', () => {
    const open = facts({ lastOutAt: at('11:00') })
    expect(comeHome(closed, closed, asked, NOW).closedAt).toBe(closed.closedAt)
    expect(comeHome({ ...open, closedAt: at('11:45') }, open, asked, NOW).closedAt).toBeNull()
    expect(comeHome({ ...open, closedAt: at('11:45') }, open, noted, NOW).closedAt).toBe(at('11:45'))
  })
})
