import { readPerson } from '../../contract/people.ts'
import { letter } from '../world/mail-desk.ts'
import { came, MARTA, OURS, sitIn, startTown, type Town, townLacks } from '../world/mail-town.ts'
import { SOON } from '../world/soon.ts'

const lacks = townLacks()
if (lacks && process.env.CI) it('skips nothing in CI', () => expect.fail(lacks))

describe.skipIf(lacks)(`what real servers send back${lacks ? ` [skipped: ${lacks}]` : ''}`, () => {
  let town: Town
  beforeAll(async () => {
    town = await startTown({
      ourMore: ['delay_warning_time = 1s'],
      theirMore: ['message_size_limit = 20000'],
    })
  })
  afterAll(() => town.stop())
  const running: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const stop of running.splice(0).toReversed()) await stop()
    await town.clear()
  })
  /** A desk with a mail of Marta's that waits for an answer. */
  const asked = async () => {
    const desk = await sitIn(town)
    running.push(desk.stop)
    await town.hand(letter({ from: `Marta <${MARTA}>`, to: OURS, subject: 'Noise' }))
    const [talk] = await desk.filed(1)
    const answer = async (body: Parameters<typeof desk.reply>[1] = {}) => {
      const { id } = await desk.reply(talk!.id, body)
      await desk.carry()
      return id
    }
    const notice = async (code: string) => {
      const found = (await desk.desk.messages(talk!.id)).filter((m) => m.whyHere?.code === code)
      expect(found).toMatchObject([{ automatic: true, direction: 'in' }])
    }
    const handle = async () => {
      const params = { personId: talk!.person!.id as never }
      return (await desk.world.owner.call(readPerson, { params })).handles[0]
    }
    /** No person and no conversation is made of a mail server. */
    const isOne = async () => expect(await desk.list()).toMatchObject([{ id: talk!.id }])
    return { ...desk, talk: talk!, answer, notice, handle, isOne }
  }

  it('is told at the answer nobody got, and marks the address nobody lives at', async () => {
    const desk = await asked()
    town.theirs.answerWith(({ recipient }) => (recipient === MARTA ? '550 5.1.1 User unknown' : null))
    const id = await desk.answer()
    await desk.filed(2)
    expect(await desk.delivery(desk.talk.id, id)).toMatchObject({
      ...{ state: 'failed', problem: expect.stringContaining(`It came back from ${MARTA}`) },
    })
    await desk.notice('bounce')
    await desk.isOne()
    expect((await desk.desk.read(desk.talk.id)).state).toBe('waiting')
    expect(await desk.handle()).toMatchObject({ returnedWhy: expect.stringContaining('User unknown') })
  })

  it('says from whom of several it came back', async () => {
    const desk = await asked()
    const at = (address: string) => ({ name: '', address })
    const id = await desk.answer({ to: [at(MARTA)], cc: [at('gone@customers.example')] })
    await desk.filed(2)
    expect(await desk.delivery(desk.talk.id, id)).toMatchObject({
      ...{ state: 'sent', problem: expect.stringContaining('gone@customers.example') },
    })
    await desk.isOne()
    expect(await desk.handle()).toMatchObject({ returnedAt: null })
    await came(town.theirs, 'marta', 1)
  })

  it('says that a mail was too large for their server', async () => {
    const desk = await asked()
    const id = await desk.answer({ text: 'word '.repeat(8000) })
    await desk.filed(2)
    expect(await desk.delivery(desk.talk.id, id)).toMatchObject({
      ...{ state: 'failed', problem: expect.stringMatching(/size/i) },
    })
    await desk.isOne()
    expect(await desk.handle(), 'the address is as good as before').toMatchObject({ returnedAt: null })
  })

  it('says that a mail is still on its way, without raising anybody, and forgets that when it came back', async () => {
    const desk = await asked()
    let words = '450 4.2.0 Greylisted, try later'
    town.theirs.answerWith(({ recipient }) => (recipient === MARTA ? words : null))
    const id = await desk.answer()
    await desk.filed(2)
    expect(await desk.delivery(desk.talk.id, id)).toMatchObject({
      ...{
        state: 'sent',
        problem: expect.stringMatching(/still on its way to marta@.*Greylisted, try later/),
      },
    })
    await desk.notice('delayed')
    await desk.isOne()
    expect((await desk.desk.read(desk.talk.id)).state).toBe('answered')
    expect(await desk.handle()).toMatchObject({ returnedAt: null })
    words = '550 5.7.1 We know no desk'
    await desk.filed(3)
    expect(await desk.delivery(desk.talk.id, id)).toMatchObject({ state: 'failed' })
    await desk.isOne()
  })

  it('comes through a server that puts every stranger off first, once', async () => {
    const desk = await asked()
    const seen = new Set<string>()
    town.theirs.answerWith(({ at, recipient }) => {
      if (at !== 'RCPT' || seen.has(recipient)) return null
      seen.add(recipient)
      return '450 4.2.0 Greylisted'
    })
    const id = await desk.answer()
    await came(town.theirs, 'marta', 1)
    await expect.poll(() => town.ours.waiting(), SOON).toBe(0)
    expect(await town.theirs.mailsOf('marta')).toHaveLength(1)
    expect(await desk.delivery(desk.talk.id, id)).toMatchObject({ state: 'sent' })
  })
})
