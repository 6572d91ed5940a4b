import { join } from 'node:path'
import { asSuperuser, postTo, setUpAt, signInAt } from '../db/testing/installation.ts'
import { endSpawned, spawnServus } from '../db/testing/spawned.ts'
import { makePlace, removePlace } from '../world/places.ts'

const places = makePlace('acts')
afterAll(async () => {
  await endSpawned()
  removePlace(places)
})

type Talk = { id: string; person: { id: string }; state: string; drafts: { text: string }[] }
type Said = { items: { id: string; text: string }[] }

const MANY = 60

describe('a server that is killed', () => {
  it('loses nothing of what it had answered: a reply, its undo, one for later, a note, a draft, an act on many', async () => {
    const env = { DATA_DIR: join(places, 'data') }
    let servus = spawnServus(env)
    let url = await servus.url()
    await setUpAt(url, await servus.token())
    let cookie = await signInAt(url)
    const post = async <T>(path: string, body: object = {}): Promise<T> => {
      const reply = await postTo(`${url}/api${path}`, body, cookie)
      expect(reply.ok, `${path}: ${await reply.clone().text()}`).toBe(true)
      return (reply.status === 204 ? undefined : await reply.json()) as T
    }
    const read = async <T>(path: string): Promise<T> => {
      const reply = await fetch(`${url}/api${path}`, { headers: { cookie } })
      expect(reply.ok, path).toBe(true)
      return (await reply.json()) as T
    }
    const talks: Talk[] = []
    for (let n = 0; n < MANY; n++) {
      const person = await post<{ id: string }>('/people', { name: `Person ${n}` })
      const call = { personId: person.id, direction: 'in', summary: 'The brakes squeal' }
      talks.push(await post<Talk>('/calls', call))
    }
    const [talk] = talks as [Talk]
    await post(`/people/${talk.person.id}/page-links`)
    const at = `/conversations/${talk.id}`
    const { message } = await post<{ message: { id: string } }>(`${at}/replies`, { text: 'It is here.' })
    const due = new Date(Date.now() + 3_600_000).toISOString()
    const planned = await post<{ id: string }>(`${at}/planned-replies`, { text: 'Shall we meet?', due })
    const taken = await post<{ message: { id: string } }>(`${at}/replies`, { text: 'It is not here.' })
    await post(`/messages/${taken.message.id}/undo-send`)
    const note = await post<{ id: string }>(`${at}/notes`, { text: 'Squeals when cold.' })
    const conversationIds = talks.map((one) => one.id)
    const until = new Date(Date.now() + 86_400_000).toISOString()
    const bulk = await post<{ id: string }>('/bulk-acts', { act: { kind: 'snooze', until }, conversationIds })
    await servus.kill('SIGKILL')

    // Its hour has come while nobody was there.
    servus = spawnServus(env)
    url = await servus.url()
    cookie = await signInAt(url)
    const said = (await read<Said>(`${at}/messages?limit=100`)).items
    expect(said.filter((one) => one.id === message.id)).toHaveLength(1)
    expect(said.filter((one) => one.id === taken.message.id)).toEqual([])
    expect(said.filter((one) => one.id === note.id)).toHaveLength(1)
    expect((await read<Talk>(at)).drafts.map((draft) => draft.text)).toEqual(['It is not here.'])
    expect((await read<Said>('/planned-replies')).items.map((one) => one.id)).toEqual([planned.id])
    await asSuperuser(env.DATA_DIR, "update bulk_acts set next_look = now() - interval '1 minute'")
    await expect
      .poll(async () => await read<{ state: string; done: number }>(`/bulk-acts/${bulk.id}`), {
        timeout: 60_000,
      })
      .toMatchObject({ state: 'done', done: MANY })
    const { items } = await read<{ items: { state: string }[] }>('/conversations?view=snoozed&limit=100')
    expect(items).toHaveLength(MANY)
    expect(await servus.kill('SIGTERM')).toBe(0)
  }, 180_000)
})
