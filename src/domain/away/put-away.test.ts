import { EVENTS } from '../shared/events.ts'
import { awayBy, PUT_AWAY } from './put-away.ts'

describe('what was put away', () => {
  it('is known by what happened, and not by what only changed', () => {
    expect(awayBy({ kind: 'view.deleted', data: {} })).toBe('view')
    expect(awayBy({ kind: 'tag.changed', data: { retired: true } })).toBe('tag')
    expect(awayBy({ kind: 'tag.changed', data: { retired: false } })).toBe(null)
    expect(awayBy({ kind: 'thing.changed', data: { released: true } })).toBe('thing')
    expect(awayBy({ kind: 'promise.broken', data: {} })).toBe(null)
  })

  it('happened in ways that the log knows', () => {
    for (const { kind } of Object.values(PUT_AWAY)) expect(Object.keys(EVENTS)).toContain(kind)
  })
})
