import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readInvitation } from './invitation.ts'
import { parseMail } from './parse.ts'

async function invitationsIn(name: string) {
  const file = new URL(`../../../tests/fixtures/mail/${name}.eml`, import.meta.url)
  const mail = await parseMail(readFileSync(file))
  if ('unreadable' in mail) throw new Error(mail.unreadable)
  return mail.attachments.map(({ bytes }) => readInvitation(bytes))
}

const event = (...lines: string[]) =>
  readInvitation(
    Buffer.from(['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n')),
  )

describe('an invitation to an appointment', () => {
  it('is read as what, when and where', async () => {
    const [first, again] = await invitationsIn('invitation-google')
    expect(first).toEqual({
      method: 'request',
      uid: 'van1@mail.example',
      what: 'Handing over the van',
      where: 'Linden Street 4, back yard',
      starts: { at: '2026-11-24T08:00:00.000Z', date: '2026-11-24', time: '08:00' },
      ends: { at: '2026-11-24T09:00:00.000Z', date: '2026-11-24', time: '09:00' },
      repeats: false,
      organiser: { name: 'Zoe Lind', address: 'zoe@mail.example' },
      answer: null,
    })
    expect(again).toEqual(first)
  })

  it('knows the hour by the zone that Outlook describes, summer time and all', async () => {
    const [found] = await invitationsIn('invitation-outlook')
    expect(found).toMatchObject({ what: 'Abnahme der Türen', where: 'Werkstatt' })
    expect(found?.starts).toEqual({ at: '2026-07-15T12:00:00.000Z', date: '2026-07-15', time: '14:00' })
  })

  it('knows a zone by its name alone, and a time without one as none', () => {
    expect(event('DTSTART;TZID=Europe/Berlin:20261124T090000')?.starts.at).toBe('2026-11-24T08:00:00.000Z')
    expect(event('DTSTART;TZID=Nowhere/Land:20261124T090000')?.starts).toEqual({
      at: null,
      date: '2026-11-24',
      time: '09:00',
    })
    expect(event('DTSTART:20261124T090000')?.starts.at).toBe(null)
  })

  it('gives of whole days the last one itself, and the end of what only says how long it takes', () => {
    const days = event('DTSTART;VALUE=DATE:20261124', 'DTEND;VALUE=DATE:20261126', 'RRULE:FREQ=YEARLY')
    expect(days).toMatchObject({
      starts: { at: null, date: '2026-11-24', time: null },
      ends: { at: null, date: '2026-11-25', time: null },
      repeats: true,
    })
    expect(event('DTSTART:20261124T080000Z', 'DURATION:PT90M')?.ends?.at).toBe('2026-11-24T09:30:00.000Z')
    expect(event('DTSTART:20261124T080000Z')?.ends).toBe(null)
  })

  it('says when it was called off, and what somebody answered', () => {
    expect(event('DTSTART:20261124T080000Z', 'STATUS:CANCELLED')?.method).toBe('cancel')
    const reply = readInvitation(
      Buffer.from(
        'BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nDTSTART:20261124T080000Z\nATTENDEE;PARTSTAT=DECLINED:mailto:a@x.example\nEND:VEVENT\nEND:VCALENDAR\n',
      ),
    )
    expect(reply).toMatchObject({ method: 'reply', answer: 'declined' })
  })

  it('is none in what is no calendar, or a broken one', () => {
    for (const text of [
      '',
      'hello',
      'BEGIN:VCALENDAR',
      'BEGIN:VCALENDAR\nEND:VCALENDAR',
      '\u0000'.repeat(50),
    ])
      expect(readInvitation(Buffer.from(text))).toBe(null)
    expect(event('DTSTART:99999999T999999Z')).toBe(null)
    expect(event('SUMMARY:No time')).toBe(null)
  })
})
