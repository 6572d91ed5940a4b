import { TakenBack } from './call.ts'

/** Something that was done without a line to the server, and waits here to be sent. */
export type Waiting = {
  /** made here; later ones are greater */
  id: string
  /** the name of its endpoint */
  act: string
  input: unknown
  /** whose it is: sent only while they are signed in */
  memberId: string
  /** the conversation it is about, if any */
  about: string | null
  /** whom or what it is about, in words */
  title: string
  /** what stands where it came from, should it come back */
  origin: unknown
  /** it was on its way once, and nobody knows whether it arrived */
  tried: boolean
  /** the server said no: the code, and what its sentence needs */
  refused: { code: string; values: Readonly<Record<string, string | number>> } | null
}

/** What the outbox has to know of an act. */
export type Act = {
  /** words somebody reads: what puts a conversation away rests with them if they do not go */
  isWord?: boolean
  putsAway?: boolean
  /** the act it takes back, while that waits still */
  takesBack?: string
  /** the refusal by which one knows that it had arrived */
  already?: string
}

/** What an outbox stands on. */
export type Ground = {
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>
  acts: Readonly<Record<string, Act>>
  /** Sends what waits. @throws what `judge` judges. */
  send: (waiting: Waiting) => Promise<unknown>
  /** What an error means: no line; not signed in; or a refusal, with its code. */
  judge: (error: unknown) => 'lost' | 'out' | { code: string; values?: Record<string, string | number> }
  newId: () => string
  /** Does something while no other window of this browser does it too. */
  alone: (act: () => Promise<void>) => Promise<void>
  /** Known to be without a line: nothing is tried. */
  isCut: () => boolean
  /** Has something done a little later. */
  later: (act: () => void) => void
  /** Tells the other windows how something that waited went. */
  tell?: (went: Went) => void
}

/** How something that waited went: done, refused, or taken back. */
export type Went = { id: string; reply?: unknown; error?: unknown; takenBack?: boolean }

type Hand = { done: (reply: never) => void; failed: (error: unknown) => void }

const PLACE = 'servus.outbox.'

/**
 * What is done without a line waits here, also over a reload, and is sent in the order in which it was done once the line is back.
 * Acts carry ids made here, so that what was on its way when the line broke is done once. Whoever did it waits for the answer as
 * with a line; if they are gone (a reload), a refusal waits to be read.
 */
export function openOutbox(ground: Ground) {
  const { storage, acts } = ground
  const hands = new Map<string, Hand>()
  const listeners = new Set<() => void>()
  let owner: string | null = null
  let all = read()
  let flushing: Promise<void> | null = null
  /** the words that went out with nobody waiting for them, by what they were about and how */
  const wentOut = new Map<string, string>()

  function read(): readonly Waiting[] {
    const found: Waiting[] = []
    for (let n = 0; n < storage.length; n++) {
      const key = storage.key(n)
      if (!key?.startsWith(PLACE)) continue
      try {
        found.push(JSON.parse(storage.getItem(key) ?? '') as Waiting)
      } catch {
        // something else in this place
      }
    }
    return found.sort((a, b) => (a.id < b.id ? -1 : 1))
  }
  const readAgain = () => {
    all = read()
    for (const listener of listeners) listener()
  }
  const put = (waiting: Waiting) => {
    storage.setItem(PLACE + waiting.id, JSON.stringify(waiting))
    readAgain()
  }
  const drop = (id: string) => {
    storage.removeItem(PLACE + id)
    readAgain()
  }
  const mine = () => all.filter((w) => w.memberId === owner)
  const next = () => mine().find((w) => w.refused === null)

  /** Tells whoever did it here how it went; false if nobody here waits for it. */
  const settle = (went: Went): boolean => {
    const hand = hands.get(went.id)
    hands.delete(went.id)
    if (went.takenBack) hand?.failed(new TakenBack())
    else if (went.error !== undefined) hand?.failed(went.error)
    else hand?.done(went.reply as never)
    return hand !== undefined
  }
  const done = (waiting: Waiting, reply: unknown) => {
    drop(waiting.id)
    if (settle({ id: waiting.id, reply })) return
    ground.tell?.({ id: waiting.id, reply })
    const { text } = (waiting.input as { body?: { text?: string } }).body ?? {}
    if (text) wentOut.set(`${waiting.act} ${waiting.about}`, text)
  }
  const refuse = (waiting: Waiting, error: unknown, refused: NonNullable<Waiting['refused']>) => {
    if (settle({ id: waiting.id, error })) return drop(waiting.id)
    put({ ...waiting, refused })
  }

  const run = async () => {
    readAgain()
    for (;;) {
      const waiting = next()
      if (!waiting) return
      if (ground.isCut()) return ground.later(() => void flush())
      const before = waiting.tried
      put({ ...waiting, tried: true })
      try {
        done(waiting, await ground.send(waiting))
      } catch (error) {
        const is = ground.judge(error)
        if (is === 'out') return
        if (is === 'lost') return ground.later(() => void flush())
        const { already, isWord } = acts[waiting.act] ?? {}
        if (before && is.code === already) done(waiting, undefined)
        else {
          refuse({ ...waiting, tried: true }, error, { code: is.code, values: is.values ?? {} })
          if (isWord)
            for (const after of mine())
              if (after.about === waiting.about && !after.refused && acts[after.act]?.putsAway)
                refuse(after, error, { code: 'word_before', values: {} })
        }
      }
    }
  }
  const flush = async (): Promise<void> => {
    // What failed a moment ago is tried again by whoever knows better now.
    await flushing
    if (owner === null || !next()) return
    flushing ??= ground.alone(run).finally(() => {
      flushing = null
    })
    await flushing
  }

  const answerOf = <T>(waiting: Waiting, onKept?: () => void): Promise<T> => {
    ground.later(() => void flush())
    onKept?.()
    return new Promise<T>((resolve, reject) =>
      hands.set(waiting.id, { done: resolve as Hand['done'], failed: reject }),
    )
  }

  return {
    /**
     * Does an act: now, where there is a line and nothing waits before it; else it waits. Settles when the server has answered.
     * @throws what the server said; TakenBack; what the line threw where nothing can be kept.
     */
    async through<T>(
      of: Pick<Waiting, 'act' | 'input' | 'about' | 'title' | 'origin'>,
      send: () => Promise<T>,
      onKept?: () => void,
    ): Promise<T> {
      if (owner === null) return await send()
      const waiting: Waiting = { ...of, id: ground.newId(), memberId: owner, tried: false, refused: null }
      if (next() || ground.isCut()) {
        const takesBack = acts[of.act]?.takesBack
        const last = takesBack && mine().findLast((w) => w.about === of.about)
        if (last && last.act === takesBack && !last.tried) {
          drop(last.id)
          settle({ id: last.id, takenBack: true })
          return undefined as T
        }
        put(waiting)
        return await answerOf<T>(waiting, onKept)
      }
      try {
        return await send()
      } catch (error) {
        if (ground.judge(error) !== 'lost') throw error
        try {
          put({ ...waiting, tried: true })
        } catch {
          // a browser that keeps nothing
          throw error
        }
        return await answerOf<T>(waiting, onKept)
      }
    },
    /** What waits of whoever is signed in, the earliest first; of anybody, before that is known. */
    list: (): readonly Waiting[] => (owner === null ? all : mine()),
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Takes something back before it leaves. True if whoever did it here has heard of it and puts its words back. */
    takeBack(id: string): boolean {
      drop(id)
      const heard = settle({ id, takenBack: true })
      if (!heard) ground.tell?.({ id, takenBack: true })
      return heard
    },
    /** Tells whether words about a conversation wait here, or went out from here just now: they are no draft any more. */
    isOut(act: string, about: string, text: string): boolean {
      const waits = all.some((w) => w.act === act && w.about === about && w.refused === null)
      return waits || (wentOut.get(`${act} ${about}`)?.startsWith(text.trim()) ?? false)
    },
    /** Sends what was refused once more. */
    again(id: string): void {
      const waiting = all.find((w) => w.id === id)
      if (waiting) put({ ...waiting, refused: null })
      void flush()
    },
    /** Says who is signed in; what they did without a line is sent. */
    setOwner(memberId: string | null): void {
      if (owner === memberId) return
      owner = memberId
      readAgain()
      void flush()
    },
    /** Lets go of all that waits here, of anybody. */
    clear(): void {
      for (const { id } of all) {
        storage.removeItem(PLACE + id)
        settle({ id, takenBack: true })
      }
      readAgain()
    },
    /** Waits until what was begun before on a conversation was answered, or waits here itself: then what comes waits behind it. */
    async turn(before: Promise<unknown>, about: string): Promise<void> {
      const waits = () => all.some((w) => w.about === about && w.refused === null)
      await new Promise<void>((resolve) => {
        const look = () => waits() && end()
        const end = () => {
          listeners.delete(look)
          resolve()
        }
        listeners.add(look)
        before.then(end, end)
        look()
      })
    },
    flush,
    readAgain,
    settle,
  }
}
