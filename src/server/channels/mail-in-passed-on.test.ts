import { readFileSync } from 'node:fs'
import * as talks from '../../contract/conversations.ts'
import { takePassedOn } from '../../contract/passed-on.ts'
import * as people from '../../contract/people.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { makeWorld } from '../world/world.ts'

const PASSED_ON = `Can you take this?\r\n\r\n---------- Forwarded message ---------\r\nFrom: Rita Moss <rita@moss.example>\r\nDate: Fri, Nov 20, 2026 at 9:00 AM\r\nSubject: The gearbox\r\nTo: <petra@garage.example>\r\n\r\nIt grinds in third.\r\n`

async function passedOn(text = PASSED_ON) {
  const world = await makeWorld()
  const desk = await makeDesk(world, { smtp: { host: '127.0.0.1', port: 2525, tls: false } })
  const got = await desk.post(
    letter({ from: 'Petra Vogt <petra@garage.example>', subject: 'Fwd: The gearbox', text }),
  )
  const params = { conversationId: got.conversationId! }
  const { items } = await world.owner.call(talks.listMessages, { params })
  return { world, desk, params, message: items[0]! }
}

describe('a mail that was passed on', () => {
  it('offers its first sender and changes nothing by itself', async () => {
    const { desk, params, message } = await passedOn()
    expect(message.passedOn).toEqual({ name: 'Rita Moss', address: 'rita@moss.example' })
    expect((await desk.read(params.conversationId)).person?.name).toBe('Petra Vogt')
  })

  it('becomes theirs by one press, is answered to them, and is given back by undo', async () => {
    const { world, desk, params, message } = await passedOn()
    const before = await desk.read(params.conversationId)
    const taken = await world.owner.call(takePassedOn, { params, body: { messageId: message.id } })
    expect(taken.person?.name).toBe('Rita Moss')
    expect(taken.personCard?.emails).toEqual(['rita@moss.example'])
    expect(taken.replyTo.to).toEqual([{ name: 'Rita Moss', address: 'rita@moss.example' }])
    expect(taken.replyTo.cc).toEqual([])
    const undone = await world.owner.call(talks.nameConversation, {
      params,
      body: { personId: before.person!.id, was: { personId: taken.person!.id } },
    })
    expect(undone.person?.name).toBe('Petra Vogt')
    expect(undone.replyTo.to.map((to) => to.address)).toEqual(['petra@garage.example'])
  })

  it('knows whoever wrote first, and adds nothing to them that a mail only says', async () => {
    const { world, params, message } = await passedOn()
    const rita = await world.owner.call(people.addPerson, {
      body: { name: 'Margarita Moss', handles: [{ kind: 'email', value: 'rita@moss.example' }] },
    })
    const taken = await world.owner.call(takePassedOn, { params, body: { messageId: message.id } })
    expect(taken.person).toMatchObject({ id: rita.id, name: 'Margarita Moss' })
  })

  it('offers neither our own address nor whoever passed it on', async () => {
    const own = await passedOn(PASSED_ON.replace('rita@moss.example', 'desk+inbox@nordlicht.example'))
    expect(own.message.passedOn).toBe(null)
    const same = await passedOn(PASSED_ON.replace('rita@moss.example', 'petra@garage.example'))
    expect(same.message.passedOn).toBe(null)
  })

  it('is none where nothing was passed on', async () => {
    const { world, params, message } = await passedOn('Just a word.')
    expect(message.passedOn).toBe(null)
    const none = world.owner.call(takePassedOn, { params, body: { messageId: message.id } })
    await expect(none).rejects.toThrow('not_found')
  })
})

describe('a mail of which not all could be read', () => {
  it('says what, to each in their language, and nothing where all could or only something odd was met', async () => {
    const world = await makeWorld()
    const desk = await makeDesk(world)
    const amissOf = async (name: string) => {
      const file = new URL(`../../../tests/fixtures/mail/${name}.eml`, import.meta.url)
      const { conversationId } = await desk.post(readFileSync(file))
      return (await desk.messages(conversationId))[0]!.amiss
    }
    expect(await amissOf('tnef-cut')).toEqual([
      'Its winmail.dat breaks off: what could be read of it is shown.',
    ])
    expect(await amissOf('broken-boundary')).toEqual([])
    expect(await amissOf('apple-mail-reply')).toEqual([])
  })
})

describe('a mail that came sealed', () => {
  it.each([
    ['smime-opaque', 'smime_signed', 'Signed words: Tuesday at nine.'],
    ['smime-encrypted', 'smime_encrypted', ''],
    ['pgp-inline-encrypted', 'pgp_encrypted', '-----BEGIN PGP MESSAGE-----'],
  ] as const)('says so: %s', async (name, sealed, words) => {
    const world = await makeWorld()
    const desk = await makeDesk(world)
    const file = new URL(`../../../tests/fixtures/mail/${name}.eml`, import.meta.url)
    const got = await desk.post(readFileSync(file, 'latin1'))
    const { items } = await world.owner.call(talks.listMessages, {
      params: { conversationId: got.conversationId! },
    })
    expect(items[0]).toMatchObject({ sealed })
    expect(items[0]?.text).toContain(words)
  })
})
