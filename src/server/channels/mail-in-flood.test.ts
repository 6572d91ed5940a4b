import * as contract from '../../contract/channels.ts'
import { FLOOD_MAILS } from '../../domain/conversations/flood.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { makeWorld } from '../world/world.ts'

describe('two machines that answer each other', () => {
  it('raise nobody any more after some mails, lose none, and are heard again when they have calmed down', async () => {
    const world = await makeWorld()
    const smtp = { host: '127.0.0.1', port: 1, tls: false }
    const desk = await makeDesk(world, { smtp, username: 'desk', password: 'x' })
    const first = await desk.post(letter({ id: '<first@posteo.example>' }))
    const params = { conversationId: first.conversationId! }
    const again = () => desk.post(letter({ inReplyTo: '<first@posteo.example>' }))
    for (let n = 1; n < FLOOD_MAILS; n++) expect((await again()).whyHere?.code).toBe('references')
    await world.owner.call(contract.sendReply, { params, body: { text: 'Thank you, noted.' } })
    expect((await desk.read(params.conversationId)).state).toBe('answered')
    expect(await again()).toMatchObject({ state: 'filed', whyHere: { code: 'too_many' }, ...params })
    expect((await desk.read(params.conversationId)).state).toBe('answered')
    const said = (await desk.messages(params.conversationId)).filter((m) => m.direction === 'in')
    expect(said).toHaveLength(FLOOD_MAILS + 1)
    expect(said.filter((m) => m.automatic)).toHaveLength(1)
    world.at('2026-11-23T09:25:00Z')
    expect((await again()).whyHere?.code).toBe('references')
    expect((await desk.read(params.conversationId)).state).toBe('waiting')
  })
})
