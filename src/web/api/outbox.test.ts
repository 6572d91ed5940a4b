import fc from 'fast-check'
import { TakenBack } from './call.ts'
import { type Ground, openOutbox } from './outbox.ts'

/** A no of the server, in words of the test. */
class No extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

/** What a browser keeps over a reload. */
function place() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    key: (n: number) => [...kept.keys()][n] ?? null,
    get length() {
      return kept.size
    },
  }
}

/** A browser before a server that may be out of reach, may say no, and may hear an act whose answer is lost on the way. */
function browser() {
  const storage = place()
  const heard: string[] = []
  const state = { line: true, loses: false, no: {} as Record<string, string>, out: false }
  let made = 0
  const server = async (id: string, act: string): Promise<string> => {
    if (!state.line) throw new TypeError('no line')
    if (state.out) throw new No('not_signed_in')
    const code = state.no[id]
    if (code) throw new No(code)
    const twice = heard.includes(id)
    if (!twice) heard.push(id)
    if (state.loses) throw new TypeError('the answer was lost')
    if (twice && act === 'closeConversation') throw new No('conversation_closed')
    return `did ${id}`
  }
  const idOf = (input: unknown) => (input as { body: { id: string } }).body.id
  const ground: Ground = {
    storage,
    acts: {
      sendReply: { isWord: true },
      writeNote: { isWord: true },
      closeConversation: { putsAway: true, already: 'conversation_closed' },
      undoClose: { takesBack: 'closeConversation' },
      assignConversation: {},
    },
    send: ({ act, input }) => server(idOf(input), act),
    judge: (error) =>
      error instanceof TypeError
        ? 'lost'
        : error instanceof No && error.code === 'not_signed_in'
          ? 'out'
          : { code: error instanceof No ? error.code : 'failed' },
    newId: () => String(++made).padStart(6, '0'),
    alone: (act) => act(),
    isCut: () => false,
    later: () => {},
  }
  const open = (memberId: string | null = 'ana') => {
    const outbox = openOutbox(ground)
    outbox.setOwner(memberId)
    const act = (id: string, name = 'assignConversation', about = 'c1') => {
      const input = { body: { id, text: `words of ${id}` } }
      const of = { act: name, input, about, title: '', origin: null }
      return outbox.through(of, () => server(id, name))
    }
    /** Does it without waiting for the answer; gives how it went so far. */
    const begin = (id: string, name?: string, about?: string) => {
      const went: { reply?: unknown; error?: unknown } = {}
      act(id, name, about).then(
        (reply) => Object.assign(went, { reply }),
        (error) => Object.assign(went, { error }),
      )
      return went
    }
    return { ...outbox, act, begin, ids: () => outbox.list().map((w) => idOf(w.input)) }
  }
  return { state, heard, open, storage }
}

/** Lets what was begun go as far as it can. */
const settled = () => new Promise((done) => setTimeout(done))

describe('what is done without a line', () => {
  it('waits, is sent in order once the line is back, and whoever did it hears the answer', async () => {
    const { state, heard, open } = browser()
    const here = open()
    expect(await here.act('a')).toBe('did a')
    state.line = false
    const [b, c] = [here.begin('b', 'sendReply'), here.begin('c', 'writeNote', 'c2')]
    await settled()
    expect(here.ids()).toEqual(['b', 'c'])
    state.line = true
    // Nothing overtakes what waits.
    const d = here.begin('d')
    await settled()
    await here.flush()
    expect(heard).toEqual(['a', 'b', 'c', 'd'])
    expect([b.reply, c.reply, d.reply]).toEqual(['did b', 'did c', 'did d'])
    expect(here.ids()).toEqual([])
  })

  it('survives a reload', async () => {
    const { state, heard, open } = browser()
    state.line = false
    const here = open()
    here.begin('a', 'sendReply')
    await settled()
    here.begin('b', 'closeConversation')
    await settled()
    const again = open()
    expect(again.ids()).toEqual(['a', 'b'])
    state.line = true
    await again.flush()
    expect(heard).toEqual(['a', 'b'])
    expect(again.isOut('sendReply', 'c1', 'words of')).toBe(true)
  })

  it('is done once where it had arrived and only the answer was lost', async () => {
    const { state, heard, open } = browser()
    const here = open()
    state.loses = true
    const close = here.begin('a', 'closeConversation')
    await settled()
    state.loses = false
    await here.flush()
    expect(heard).toEqual(['a'])
    expect('reply' in close).toBe(true)
    expect(here.ids()).toEqual([])
  })

  it('can be taken back before it leaves', async () => {
    const { state, heard, open } = browser()
    state.line = false
    const here = open()
    const [a] = [here.begin('a'), here.begin('b')]
    await settled()
    expect(here.takeBack(here.list()[0]!.id)).toBe(true)
    await settled()
    expect(a.error).toBeInstanceOf(TakenBack)
    state.line = true
    await here.flush()
    expect(heard).toEqual(['b'])
    state.line = false
    here.begin('c')
    await settled()
    // After a reload nobody waits for it: whoever takes it back puts its words back.
    const again = open()
    expect(again.takeBack(again.list()[0]!.id)).toBe(false)
    expect(again.ids()).toEqual([])
  })

  it('leaves a conversation open when the words before it were refused, and sends what does not hang on them', async () => {
    const { state, heard, open } = browser()
    state.line = false
    open().begin('reply', 'sendReply')
    await settled()
    const here = open()
    for (const [id, act, about] of [
      ['close', 'closeConversation', 'c1'],
      ['note', 'writeNote', 'c1'],
      ['other', 'closeConversation', 'c2'],
    ])
      here.begin(id!, act, about)
    await settled()
    const again = open()
    state.line = true
    state.no = { reply: 'something_new' }
    await again.flush()
    expect(heard).toEqual(['note', 'other'])
    expect(again.list().map((w) => w.refused?.code)).toEqual(['something_new', 'word_before'])
    state.no = {}
    for (const { id } of again.list()) again.again(id)
    await again.flush()
    expect(heard).toEqual(['note', 'other', 'reply', 'close'])
  })

  it('tells whoever did it of a refusal, as with a line', async () => {
    const { state, open } = browser()
    state.line = false
    const here = open()
    const a = here.begin('a', 'sendReply')
    await settled()
    state.line = true
    state.no = { a: 'something_new' }
    await here.flush()
    await settled()
    expect(a.error).toMatchObject({ code: 'something_new' })
    expect(here.ids()).toEqual([])
  })

  it('is cancelled out by what takes it back', async () => {
    const { state, heard, open } = browser()
    state.line = false
    const here = open()
    here.begin('reply', 'sendReply')
    await settled()
    const close = here.begin('close', 'closeConversation')
    await settled()
    here.begin('open', 'undoClose')
    await settled()
    expect(close.error).toBeInstanceOf(TakenBack)
    state.line = true
    await here.flush()
    expect(heard).toEqual(['reply'])
  })

  it('is sent for nobody else, and waits while nobody is signed in', async () => {
    const { state, heard, open } = browser()
    state.line = false
    open().begin('a')
    await settled()
    state.line = true
    const nora = open('nora')
    await nora.flush()
    expect(nora.ids()).toEqual([])
    expect(heard).toEqual([])
    state.out = true
    const ana = open()
    await ana.flush()
    expect(ana.ids()).toEqual(['a'])
    state.out = false
    await ana.flush()
    expect(heard).toEqual(['a'])
    ana.clear()
  })

  it('lets nothing be there that was signed out of', async () => {
    const { state, open, storage } = browser()
    state.line = false
    const here = open()
    const a = here.begin('a')
    await settled()
    here.clear()
    await settled()
    expect(a.error).toBeInstanceOf(TakenBack)
    expect(storage.length).toBe(0)
  })

  it('is lost by no line that comes and goes, by no reload and by no lost answer, and is done once, in order', async () => {
    const step = fc.constantFrom('act', 'act', 'cut', 'mend', 'lose', 'reload', 'flush')
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { state, heard, open } = browser()
        let here = open()
        const done: string[] = []
        for (const [n, what] of steps.entries()) {
          if (what === 'cut') state.line = false
          if (what === 'lose') state.loses = true
          if (what === 'mend') Object.assign(state, { line: true, loses: false })
          if (what === 'reload') here = open()
          if (what === 'flush') await here.flush()
          if (what === 'act') {
            done.push(`act ${n}`)
            here.begin(`act ${n}`)
          }
          await settled()
        }
        Object.assign(state, { line: true, loses: false })
        here = open()
        await settled()
        await here.flush()
        expect(heard).toEqual(done)
        expect(here.ids()).toEqual([])
      }),
      { numRuns: 200 },
    )
  })
})
