import { describe, expect, it } from 'vitest'
import { bareSubject, isForward, replySubject } from './subject.ts'

describe('subjects', () => {
  it.each([
    ['Tyres', 'Re: Tyres'],
    ['Re: Tyres', 'Re: Tyres'],
    ['RE: AW: Antw: SV: Tyres', 'Re: Tyres'],
    ['Re[2]: Tyres', 'Re: Tyres'],
    ['RE(3): re : Tyres', 'Re: Tyres'],
    ['Re： 轮胎', 'Re: 轮胎'],
    ['回复：轮胎', 'Re: 轮胎'],
    ['Fwd: WG: Tyres', 'Re: Tyres'],
    ['SV: VS: Vá: Odp: YNT: Tyres', 'Re: Tyres'],
    ['RE^2: Re*3: RIF: RES: Réf : Tyres', 'Re: Tyres'],
    ['НА: Отв: Шины', 'Re: Шины'],
    ['ΑΠ: ΣΧΕΤ: Λάστιχα', 'Re: Λάστιχα'],
    ['השב: צמיגים', 'Re: צמיגים'],
    ['رد: إعادة توجيه: إطارات', 'Re: إطارات'],
    ['회신: 전달: 타이어', 'Re: 타이어'],
    ['答覆: 轉發： 輪胎', 'Re: 輪胎'],
    ['İLT: YNT: Lastik', 'Re: Lastik'],
    ['Na mapě: pneu', 'Re: Na mapě: pneu'],
    ['Regarding: tyres', 'Re: Regarding: tyres'],
    ['Ref: 12345', 'Re: Ref: 12345'],
    ['', 'Re:'],
  ])('answers %j with %j', (subject, answer) => {
    expect(replySubject(subject)).toBe(answer)
    expect(replySubject(answer)).toBe(answer)
  })

  it('knows a forward by its outermost mark', () => {
    expect(['Fwd: x', 'FW: x', 'WG: x', 'TR: x', 'Fwd: Re: x'].map(isForward)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ])
    expect(['Re: Fwd: x', 'x', 'Forward planning', 'Travel: x'].map(isForward)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })

  it('leaves a subject without marks alone', () => {
    expect(bareSubject('  Tyres: winter ')).toBe('Tyres: winter')
  })
})
