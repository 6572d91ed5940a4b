import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forwardedIn } from './forwarded.ts'
import { parseMail } from './parse.ts'

const RITA = 'From: Rita Holm <rita@holm.example>\nSent: Friday, November 20, 2026 4:12 PM\nTo: Anna\n'

async function read(raw: string) {
  const mail = await parseMail(Buffer.from(raw.replaceAll('\n', '\r\n')))
  if ('unreadable' in mail) throw new Error(mail.unreadable)
  return mail
}

describe('what was passed on', () => {
  it('follows a mail passed on twice to its first sender', () => {
    const text = `FYI\n\nFrom: Anna <anna@desk.example>\nSent: Monday\nTo: Desk\nSubject: FW: Noise\n\nPlease see.\n\n${RITA}Subject: Noise\n\nIt rattles.\n`
    expect(forwardedIn(text, { forward: true })).toEqual({
      from: { name: 'Rita Holm', address: 'rita@holm.example' },
      subject: 'Noise',
      date: 'Friday, November 20, 2026 4:12 PM',
    })
  })

  it('does not go on to the history the first sender quoted', () => {
    const text = `FYI\n\n${RITA}Subject: RE: Noise\n\nStill rattles.\n\nFrom: Desk <desk@garage.example>\nSent: Monday\nTo: Rita\nSubject: Noise\n\nBetter now?\n`
    expect(forwardedIn(text, { forward: true })?.from.address).toBe('rita@holm.example')
  })

  it.each([
    ['Rita Holm [mailto:rita@holm.example]', { name: 'Rita Holm', address: 'rita@holm.example' }],
    ['rita@holm.example', { name: null, address: 'rita@holm.example' }],
    ['"Holm, Rita" <rita@holm.example>', { name: 'Holm, Rita', address: 'rita@holm.example' }],
    [
      'Rita Holm <rita@holm.example<mailto:rita@holm.example>>',
      { name: 'Rita Holm', address: 'rita@holm.example' },
    ],
    ['Rita Holm (rita@holm.example)', { name: 'Rita Holm', address: 'rita@holm.example' }],
    ['Rita Holm', { name: 'Rita Holm', address: null }],
  ])('reads the sender %s', (value, from) => {
    const text = `-----Weitergeleitete Nachricht-----\nVon: ${value}\nGesendet: Freitag\nAn: Anna\nBetreff: Geräusch\n\nEs klappert.`
    expect(forwardedIn(text)?.from).toEqual(from)
  })

  it('takes an answer for no forward, whatever it quotes', async () => {
    const text = `See below.\n\n${RITA}Subject: Noise\n\nIt rattles.\n`
    expect(forwardedIn(text)).toBe(null)
    expect(
      forwardedIn(
        `Yes.\n\nOn 20/11/2026 16:12, Anna wrote:\n> ---------- Forwarded message ---------\n> ${RITA}`,
      ),
    ).toBe(null)
    expect((await read(`From: a@x.example\nSubject: Re: Fwd: Noise\n\n${text}`)).forwarded).toBe(null)
  })

  it('knows a mail passed on as a file, and no mail that only came along', async () => {
    const attached = (subject: string, words: string) =>
      read(
        `From: colleague@garage.example\nSubject: ${subject}\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n${words}\n--b\nContent-Type: message/rfc822\n\nFrom: Rita <rita@holm.example>\nSubject: Noise\nDate: Fri, 20 Nov 2026 16:12:00 +0100\n\nIt rattles.\n--b--\n`,
      )
    const rita = {
      from: { name: 'Rita', address: 'rita@holm.example' },
      subject: 'Noise',
      date: 'Fri, 20 Nov 2026 16:12:00 +0100',
    }
    expect((await attached('Fwd: Noise', 'Please.')).forwarded).toEqual(rita)
    expect((await attached('Noise', 'Please.')).forwarded).toEqual(rita)
    expect((await attached('', '')).forwarded).toEqual(rita)
    expect((await attached('My invoice', 'You sent me this before.')).forwarded).toBe(null)
  })

  it('never throws on any text, and names no sender where there is none', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'From: x',
        'From:',
        'Subject: Fwd: a',
        'Sent: Friday',
        'To: b',
        '---------- Forwarded message ---------',
        '> ',
        '',
      ),
      fc.string({ unit: 'binary', maxLength: 40 }),
    )
    fc.assert(
      fc.property(fc.array(piece), fc.boolean(), (lines, forward) => {
        const found = forwardedIn(lines.join('\n'), { forward })
        if (found) expect(found.from.name ?? found.from.address).not.toBe('')
      }),
    )
  })
})
