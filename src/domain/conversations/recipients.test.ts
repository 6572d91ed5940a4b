import fc from 'fast-check'
import {
  type AnswerGround,
  answerTo,
  ownAmong,
  readsNothing,
  replyRecipients,
  type SaidByMail,
} from './recipients.ts'

const marta = { name: 'Marta Okafor', address: 'marta@posteo.example' }
const son = { name: 'Ben', address: 'Ben@posteo.example' }
const desk = { name: 'Service', address: 'service@nordlicht.example' }
const shop = { name: 'Rims', address: 'rims@shop.example' }
const ours = ['Service@nordlicht.example']
const reply = (mail: Partial<Parameters<typeof replyRecipients>[0]>) =>
  replyRecipients({ from: [marta], to: [desk], cc: [], ...mail }, ours)

const said = (mail: Partial<SaidByMail> = {}): SaidByMail => ({
  ...{ direction: 'in', automatic: false, firstSender: null, from: [marta], to: [desk], cc: [] },
  ...mail,
})
const ourWords = (mail: Partial<SaidByMail> = {}) =>
  said({ direction: 'out', from: [desk], to: [marta], ...mail })
const answer = (mails: readonly SaidByMail[], more: Partial<AnswerGround> = {}) =>
  answerTo({ mails, ours, person: null, returned: [], ...more })

describe('an answer', () => {
  it('goes to whoever wrote', () => expect(reply({})).toEqual({ to: [marta], cc: [] }))
  it('goes where they want answers', () => expect(reply({ replyTo: [son] })).toEqual({ to: [son], cc: [] }))
  it('keeps everybody else who was on it', () =>
    expect(reply({ to: [desk, son], cc: [{ name: '', address: 'ben@posteo.example' }] })).toEqual({
      to: [marta],
      cc: [son],
    }))
  it('is never written to ourselves, with a token neither', () =>
    expect(
      reply({ from: [desk], replyTo: [desk], cc: [{ name: '', address: 'service+k7m@nordlicht.example' }] }),
    ).toEqual({ to: [], cc: [] }))

  it('names nobody twice and none of us, whatever the mails say', () => {
    const anyone = fc.constantFrom(
      marta,
      son,
      desk,
      { name: 'x', address: 'MARTA@posteo.example' },
      { name: '', address: 'service+1@nordlicht.example' },
    )
    const some = fc.array(anyone, { maxLength: 5 })
    const mail = fc.record({
      ...{ direction: fc.constantFrom('in', 'out'), automatic: fc.boolean() },
      ...{ firstSender: fc.option(anyone), from: some, replyTo: some, to: some, cc: some },
    })
    const person = fc.option(fc.constant({ name: 'Marta', addresses: [marta.address] }))
    fc.assert(
      fc.property(fc.array(mail, { maxLength: 4 }), person, (mails, whose) => {
        const got = answer(mails as SaidByMail[], { person: whose })
        const all = [...got.to, ...got.cc].map((a) => a.address.toLowerCase())
        expect(new Set(all).size).toBe(all.length)
        expect(all.filter((a) => a.startsWith('service'))).toEqual([])
        expect(got.left.filter((a) => all.includes(a.address.toLowerCase()))).toEqual([])
        expect(got.marks.every((m) => all.includes(m.address.toLowerCase()))).toBe(true)
      }),
    )
  })
})

describe('the next answer of a conversation', () => {
  it('goes to the people, whatever machines sent since', () => {
    const back = said({ automatic: true, from: [{ name: '', address: 'mailer-daemon@mail.example' }] })
    expect(answer([back, said({ cc: [son] })])).toMatchObject({ to: [marta], cc: [son], marks: [] })
  })
  it('goes to a machine only where nobody else wrote', () =>
    expect(answer([said({ automatic: true })])).toMatchObject({ to: [marta] }))
  it('goes to whoever wrote first, once they are the person here', () => {
    const passedOn = said({ from: [son], firstSender: marta })
    expect(answer([passedOn], { person: { name: 'Marta', addresses: [marta.address] } }).to).toEqual([marta])
    expect(answer([passedOn]).to).toEqual([son])
  })
  it('goes to whom we wrote since: who was added stays, who was taken out stays out', () => {
    expect(answer([ourWords({ cc: [shop] }), said({ cc: [son] })])).toEqual({
      ...{ to: [marta], cc: [shop], marks: [], left: [] },
    })
  })
  it('is not turned by a word to somebody else in between', () =>
    expect(answer([ourWords({ to: [shop] }), said()])).toMatchObject({ to: [marta], cc: [] }))
  it('goes to the first address of whom nobody heard by mail, which nothing came back from', () => {
    const person = { name: 'Marta', addresses: ['old@posteo.example', 'new@posteo.example'] }
    expect(answer([], { person, returned: ['Old@posteo.example'] })).toMatchObject({
      to: [{ name: 'Marta', address: 'new@posteo.example' }],
    })
    expect(
      answer([], {
        person: { ...person, addresses: ['old@posteo.example'] },
        returned: ['old@posteo.example'],
      }),
    ).toMatchObject({ marks: [{ address: 'old@posteo.example', why: 'came_back' }] })
    expect(answer([])).toEqual({ to: [], cc: [], marks: [], left: [] })
  })
  it('points at who joined and who is not on it any more, and at nobody in the first mail', () => {
    const first = said({ cc: [son] })
    expect(answer([first]).marks).toEqual([])
    expect(answer([said({ cc: [shop] }), ourWords({ cc: [son] }), first])).toMatchObject({
      cc: [shop],
      marks: [{ address: shop.address, why: 'joined' }],
      left: [son],
    })
  })
  it('points at answers that go elsewhere than the mail came from, and to where nobody reads', () => {
    expect(answer([said({ replyTo: [shop] })]).marks).toEqual([{ address: shop.address, why: 'elsewhere' }])
    expect(answer([said({ replyTo: [son] })]).marks).toEqual([])
    const deaf = { name: '', address: 'no-reply@shop.example' }
    expect(answer([said({ from: [deaf] })]).marks).toEqual([{ address: deaf.address, why: 'no_reply' }])
  })
})

describe('an address', () => {
  it.each(['no-reply@x.example', 'noreply@x.example', 'DoNotReply@x.example', 'no_reply+5@x.example'])(
    '%s reads nothing',
    (address) => expect(readsNothing(address)).toBe(true),
  )
  it.each(['norbert@x.example', 'reply@x.example', 'noreplyhandling@x.example'])('%s is read', (address) =>
    expect(readsNothing(address)).toBe(false),
  )
  it('of ours is found among others', () => {
    expect(ownAmong([marta, { name: '', address: 'service+a@nordlicht.example' }], ours)?.address).toContain(
      '+a',
    )
    expect(ownAmong([marta, son], ours)).toBe(null)
  })
})
