import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MemberId, PromiseId } from '../shared/ids.ts'
import { instant, plus } from '../shared/time.ts'
import { ALERT_STEPS, alertsDue, type PromiseAlert } from './alerts.ts'

const noon = instant('2026-11-21T12:00:00Z')
const [anna, tom, mia, ben] = ['anna', 'tom', 'mia', 'ben'] as MemberId[]
const owed = {
  id: 'p' as PromiseId,
  ownerId: anna!,
  due: noon,
  nextUpdateDue: null as typeof noon | null,
  keptAt: null,
  brokenAt: null,
  releasedAt: null,
  movedAt: null,
}
const behind = { ownerRests: false, backupId: tom!, managerIds: [mia!] }
const at = (minutes: number) => plus(noon, { minutes })
const names = (alerts: PromiseAlert[]) => alerts.map((a) => `${a.about} ${a.step} ${a.memberId}`)

describe('who hears that something falls due (P6)', () => {
  it('is the owner a quarter of an hour before, the backup when it is due, whoever leads half an hour later [S1-19]', () => {
    expect(alertsDue(owed, behind, [], at(-16))).toEqual([])
    expect(names(alertsDue(owed, behind, [], at(-15)))).toEqual(['promise owner anna'])
    expect(names(alertsDue(owed, behind, [], at(0)))).toEqual(['promise owner anna', 'promise backup tom'])
    expect(names(alertsDue(owed, behind, [], at(30)))).toEqual([
      'promise owner anna',
      'promise backup tom',
      'promise manager mia',
    ])
  })

  it('leaves an owner on a break in peace and tells the backup', () => {
    expect(names(alertsDue(owed, { ...behind, ownerRests: true }, [], at(-10)))).toEqual([
      'promise owner tom',
    ])
  })

  it('tells of the word on the way before the promise, and of nothing once they know that more comes later', () => {
    expect(names(alertsDue({ ...owed, nextUpdateDue: at(-60) }, behind, [], at(-70)))).toEqual([
      'update owner anna',
    ])
    expect(alertsDue({ ...owed, nextUpdateDue: at(120) }, behind, [], at(30))).toEqual([])
    expect(names(alertsDue({ ...owed, nextUpdateDue: at(120) }, behind, [], at(110)))).toEqual([
      'update owner anna',
    ])
  })

  it('follows a word that did not arrive with who stands in, then who leads: its owner knows already', () => {
    const later = { ...owed, due: at(10_000) }
    const heard = (minutes: number, more = {}) =>
      names(alertsDue(later, { ...behind, ...more }, [], at(minutes), at(0)))
    expect(heard(1)).toEqual([])
    expect(heard(1, { ownerRests: true })).toEqual(['untold owner tom'])
    expect(heard(15)).toEqual(['untold backup tom'])
    expect(heard(45)).toEqual(['untold backup tom', 'untold manager mia'])
  })

  it('tells nobody of what is settled', () => {
    expect(alertsDue({ ...owed, keptAt: at(-1) as never }, behind, [], at(60))).toEqual([])
  })

  it('tells each member once of a moment, however often and however late it is asked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -60, max: 5000 }), { maxLength: 12 }),
        fc.option(fc.constantFrom(anna!, tom!, mia!)),
        fc.subarray([anna!, tom!, mia!, ben!]),
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        (looks, backupId, managerIds, rests) => {
          const told: PromiseAlert[] = []
          looks
            .sort((a, b) => a - b)
            .forEach((minutes, i) => {
              told.push(
                ...alertsDue(owed, { ownerRests: rests[i]!, backupId, managerIds }, told, at(minutes)),
              )
            })
          const keys = told.map((a) => `${a.about} ${a.due} ${a.memberId}`)
          expect(new Set(keys).size).toBe(keys.length)
          for (const a of told) expect(ALERT_STEPS).toContain(a.step)
        },
      ),
    )
  })
})
