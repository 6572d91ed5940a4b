import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../../tests/fixtures/mail/clients/languages.ts'
import {
  ANNA,
  FORWARDS,
  REPLIES,
  rawOf,
  said,
  type Written,
} from '../../../tests/fixtures/mail/clients/programs.ts'
import { parseMail, type UnderstoodMail } from './parse.ts'

async function understood(written: Written, subject: string): Promise<UnderstoodMail> {
  const mail = await parseMail(rawOf(written, subject))
  if ('unreadable' in mail) throw new Error(mail.unreadable)
  expect(mail.segments.map((segment) => segment.text).join('')).toBe(mail.text)
  return mail
}

/** The program's mail as it comes, and the same with one of its two bodies only. */
function* ways({ text, html }: Written): Generator<Written> {
  yield { ...(text !== undefined && { text }), ...(html !== undefined && { html }) }
  if (text !== undefined && html !== undefined) yield { html }
}

describe.each(Object.entries(REPLIES))('an answer written with %s', (_program, write) => {
  it.each(Object.entries(LANGUAGES))('is shown without what it quotes, in %s', async (_name, language) => {
    for (const written of ways(write(language))) {
      const mail = await understood(written, 'Re: Noise')
      expect(mail.visibleText.trim()).toBe(language.answer)
      expect(mail.foldedText).toContain(language.asked)
      expect(mail.forwarded).toBe(null)
      const [, shown, quoted] = /^(.*?)<div data-quote="true">(.*)$/s.exec(mail.html ?? '') ?? []
      if (quoted === undefined) continue
      expect(shown).toContain(language.answer)
      expect(quoted).toContain(language.asked)
      expect(quoted).not.toContain(language.answer)
    }
  })
})

describe.each(Object.entries(FORWARDS))('a mail passed on with %s', (_program, write) => {
  it.each(Object.entries(LANGUAGES))(
    'is shown whole and names its first sender, in %s',
    async (_name, language) => {
      for (const written of ways(write(language))) {
        const mail = await understood(written, `Fwd: ${ANNA.subject}`)
        expect(mail.visibleText).toContain(language.asked)
        expect(mail.html ?? '').not.toContain('data-quote')
        const { name, address, subject } = ANNA
        expect(mail.forwarded).toMatchObject({ from: { name, address }, subject })
        expect(mail.forwarded?.date).toContain('20.11.2026')
      }
    },
  )
})

describe.each(Object.entries(LANGUAGES))('an answer in %s', (_name, language) => {
  const asked = `> ${language.asked}\n> ${ANNA.name}`
  it('is shown where it stands below what it quotes', async () => {
    for (const line of [language.gmail, language.thunderbird]) {
      const mail = await understood({ text: `${said(line)}\n${asked}\n\n${language.answer}\n` }, 'Re: Noise')
      expect(mail.visibleText.trim()).toBe(language.answer)
      expect(mail.foldedText).toContain(language.asked)
    }
  })

  it('keeps the words between which it was written', async () => {
    const text = `${said(language.thunderbird)}\n${asked}\n\n${language.answer}\n\n> And this?\n\nYes.\n`
    expect((await understood({ text }, 'Re: Noise')).visibleText).toBe(text)
  })
})
