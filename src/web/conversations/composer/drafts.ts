import { useSyncExternalStore } from 'react'
import { readConversation, saveDraft } from '../../../contract/conversations.ts'
import type { Instant } from '../../../domain/shared/time.ts'
import { callOnce, Problem } from '../../api/call.ts'
import { outbox } from '../../api/waits.ts'
import { onWhose, ownPlace, whoActs } from '../../api/whose.ts'
import { newId } from '../new-id.ts'
import type { Address, Talk } from '../talk.ts'

/** A promise that goes out with the reply. `text` is what the customer reads, `title` what stands on its chip. */
export type DraftPromise = {
  key: string
  text: string
  what: string
  /** what it was said in; absent in drafts from before */
  language?: 'en' | 'de'
  saidAs: string | null
  due: Instant
  /** its sentence is gone, and somebody said that it holds all the same */
  kept?: true
}
export type DraftFile = { id: string; name: string; size: number; type: string }

export type Draft = {
  mode: 'reply' | 'note'
  reply: string
  note: string
  promises: DraftPromise[]
  /** what goes with the note */
  notePromises: DraftPromise[]
  /** heard and not wanted */
  dismissed: string[]
  files: DraftFile[]
  /** promises to them that are kept as the reply is sent */
  keeps: string[]
  /** null: as the conversation suggests */
  to: Address[] | null
  cc: Address[] | null
  /** In copy without the others knowing; the conversation suggests nobody. */
  bcc: Address[] | null
  /** the signature is left out of this one */
  unsigned: boolean
  /** whether a reply was begun on this machine, and the last message of them or a colleague then: what comes later is shown first */
  began: boolean
  beganAfter: string | null
  /** the id under which these very words were sent while the line was lost: sent again, they are said once */
  again: { id: string; text: string } | null
  /** what the server is known to have kept of it: another window of theirs may have written since */
  on: { reply?: string; note?: string }
  /** what another window of this browser had written when this one went on from it */
  over: { reply?: string; note?: string }
  /** what another window of theirs wrote meanwhile, until one says what becomes of it */
  elsewhere: { reply?: string; note?: string; goesWith?: GoesWith | null }
  /** how far it is kept: nowhere yet, on this machine, on the server */
  kept: 'no' | 'here' | 'saved'
}

type Kept = Talk['drafts'][number]
type GoesWith = NonNullable<Kept['goesWith']>

const EMPTY: Draft = {
  mode: 'reply',
  reply: '',
  note: '',
  promises: [],
  notePromises: [],
  dismissed: [],
  files: [],
  keeps: [],
  to: null,
  cc: null,
  bcc: null,
  unsigned: false,
  began: false,
  beganAfter: null,
  again: null,
  on: {},
  over: {},
  elsewhere: {},
  kept: 'no',
}
/** How long one may pause before what was written goes to the server (ms). */
const PAUSE = 400
const PLACE = 'servus.draft'

const drafts = new Map<string, Draft>()
const timers = new Map<string, number>()
const saving = new Map<string, Promise<void>>()
/** What was written in this window since it last agreed with the others. */
const written = new Set<string>()
const listeners = new Set<() => void>()

const placeOf = (id: string) => `${ownPlace(PLACE)}.${id}`

// Whoever signs in next in this browser has drafts of their own.
let owner = whoActs()
onWhose(() => {
  if (owner === whoActs()) return
  owner = whoActs()
  drafts.clear()
  written.clear()
  for (const timer of timers.values()) window.clearTimeout(timer)
  timers.clear()
  for (const listener of listeners) listener()
})

/** What is being written in a conversation; what this machine kept from before, else nothing. */
export function readDraft(id: string): Draft {
  const known = drafts.get(id)
  if (known) return known
  let draft = EMPTY
  try {
    const kept = localStorage.getItem(placeOf(id))
    if (kept) draft = readKept(kept)
  } catch {
    // a browser that keeps nothing, or something else in this place
  }
  drafts.set(id, draft)
  return draft
}

function readKept(kept: string): Draft {
  return { ...EMPTY, ...JSON.parse(kept), elsewhere: {} }
}

/** The promises that go with what is being written now, the reply or the note. */
export function promisesOf(draft: Draft): DraftPromise[] {
  return draft.mode === 'note' ? draft.notePromises : draft.promises
}

/** Other promises for what is being written now. */
export function withPromises(draft: Draft, promises: DraftPromise[]): Partial<Draft> {
  return draft.mode === 'note' ? { notePromises: promises } : { promises }
}

/** Changes what is being written: kept on this machine at once, and on the server after a pause where its words changed. */
export function writeDraft(id: string, change: Partial<Draft>, saveWords = false): void {
  const next: Draft = { ...readDraft(id), ...change, ...(saveWords && { kept: 'here' as const }) }
  drafts.set(id, next)
  keepHere(id, next)
  for (const listener of listeners) listener()
  if (!saveWords) return
  written.add(id)
  saveSoon(id, next.mode)
}

/** Lets go of a reply or a note that was sent. */
export function clearDraft(id: string, mode: 'reply' | 'note'): void {
  window.clearTimeout(timers.get(`${id} ${mode}`))
  written.delete(id)
  const gone =
    mode === 'note'
      ? { note: '', notePromises: [], kept: 'no' as const }
      : {
          ...EMPTY,
          note: readDraft(id).note,
          notePromises: readDraft(id).notePromises,
          mode: readDraft(id).mode,
        }
  writeDraft(id, gone)
}

/** What goes with a reply, of two that become one. Nothing stands twice, and whom it is for is as it stands here. */
export function bothOf(here: Draft, other: Partial<Draft>): Partial<Draft> {
  const promises = (other.promises ?? []).filter(
    ({ text, due }) => !here.promises.some((one) => one.text === text && one.due === due),
  )
  const files = (other.files ?? []).filter(({ id }) => !here.files.some((file) => file.id === id))
  return {
    promises: [...here.promises, ...promises],
    files: [...here.files, ...files],
    keeps: [...new Set([...here.keeps, ...(other.keeps ?? [])])],
    unsigned: here.unsigned || other.unsigned === true,
    to: here.to ?? other.to ?? null,
    cc: here.cc ?? other.cc ?? null,
    bcc: here.bcc ?? other.bcc ?? null,
  }
}

/** What the server gives back with the words of a reply, as a draft holds it. */
export function givenBack({ promises, ...rest }: GoesWith): Partial<Draft> {
  return { ...rest, promises: promises.map((one) => ({ ...one, key: newId<'promise'>(), what: one.text })) }
}

/** Takes up what the server kept (from another machine, or of a reply a colleague stopped), unless something is being written here. */
export function takeUpDraft(
  id: string,
  { kind, text, goesWith }: Pick<Kept, 'kind' | 'text' | 'goesWith'>,
): void {
  const draft = readDraft(id)
  const untouched = draft[kind] === '' || (draft[kind] === draft.on[kind] && !written.has(id))
  if (!untouched || timers.has(`${id} ${kind}`) || text === '') return
  // Emptied here, and left before the server heard of it.
  if (draft[kind] === '' && draft.kept === 'here') {
    saveSoon(id, kind)
    return
  }
  if (outbox.isOut(kind === 'note' ? 'writeNote' : 'sendReply', id, text)) return
  const isKnown = draft[kind] === text
  writeDraft(id, {
    ...(goesWith && !isKnown && bothOf(draft, givenBack(goesWith))),
    ...{ [kind]: text, on: { ...draft.on, [kind]: text }, kept: 'saved' },
  })
}

function keepHere(id: string, draft: Draft): void {
  try {
    const nothing =
      draft.kept !== 'here' &&
      draft.reply === '' &&
      draft.note === '' &&
      promisesOf(draft).length === 0 &&
      draft.files.length === 0 &&
      draft.keeps.length === 0
    if (nothing) localStorage.removeItem(placeOf(id))
    else localStorage.setItem(placeOf(id), JSON.stringify(draft))
  } catch {
    // full, or not allowed: the server keeps it
  }
}

function saveSoon(id: string, mode: 'reply' | 'note'): void {
  const key = `${id} ${mode}`
  window.clearTimeout(timers.get(key))
  timers.set(
    key,
    window.setTimeout(() => saveNow(id, mode), PAUSE),
  )
}

function stopSaving(id: string, mode: 'reply' | 'note'): void {
  window.clearTimeout(timers.get(`${id} ${mode}`))
  timers.delete(`${id} ${mode}`)
}

// One after the other: an older word that was long on its way must not replace a newer one.
function saveNow(id: string, mode: 'reply' | 'note'): void {
  const key = `${id} ${mode}`
  const mine = (saving.get(key) ?? Promise.resolve())
    .then(() => putDraft(id, mode))
    .finally(() => {
      if (saving.get(key) === mine) saving.delete(key)
    })
  saving.set(key, mine)
}

/** Waits until nothing of a draft is on its way to the server: what is sent then cannot come back as a draft. */
export async function draftAtRest(id: string, mode: 'reply' | 'note'): Promise<void> {
  await saving.get(`${id} ${mode}`)
}

async function putDraft(id: string, mode: 'reply' | 'note'): Promise<void> {
  const { [mode]: text, on, elsewhere } = readDraft(id)
  // Until somebody says what becomes of the other window's words, both stay where they are.
  if (elsewhere[mode] !== undefined) return
  const whose = owner
  const params = { conversationId: id as never }
  try {
    const body = { kind: mode, text, was: on[mode] ?? '' }
    await callOnce(saveDraft, { params, body }, undefined, whose ?? undefined)
    if (owner !== whose) return
    const now = readDraft(id)
    const isSame = now[mode] === text
    if (isSame) written.delete(id)
    const kept = text === '' ? ('no' as const) : ('saved' as const)
    writeDraft(id, { on: { ...now.on, [mode]: text }, ...(isSame && { kept }) })
  } catch (error) {
    // Otherwise kept on this machine; the next keystroke tries again, or the line that is back.
    if (error instanceof Problem && error.code === 'changed_meanwhile') await hearElsewhere(id, mode, whose)
  }
}

async function hearElsewhere(id: string, mode: 'reply' | 'note', whose: string | null): Promise<void> {
  const talk = await callOnce(readConversation, { params: { conversationId: id as never } }).catch(() => null)
  const other = talk?.drafts.find((draft) => draft.mine && draft.kind === mode)
  const draft = readDraft(id)
  if (!other || owner !== whose || other.text === draft[mode]) return
  // Those words stand in these already.
  if (other.text === draft.over[mode]) {
    writeDraft(id, { on: { ...draft.on, [mode]: other.text } })
    return saveSoon(id, mode)
  }
  const goesWith = draft.elsewhere.goesWith ?? other.goesWith
  writeDraft(id, { elsewhere: { ...draft.elsewhere, goesWith, [mode]: other.text } })
}

/** Says what becomes of the words of another window: they are put below one's own, or let go for them. */
export function settleElsewhere(id: string, mode: 'reply' | 'note', take: boolean): void {
  const draft = readDraft(id)
  const { [mode]: mine, on, elsewhere } = draft
  const { [mode]: theirs = '', ...others } = elsewhere
  const { goesWith } = elsewhere
  const words = take ? [mine, theirs].filter((text) => text.trim() !== '').join('\n\n') : mine
  writeDraft(
    id,
    {
      ...(mode === 'reply' && goesWith && take && bothOf(draft, givenBack(goesWith))),
      ...{ mode, [mode]: words, on: { ...on, [mode]: theirs } },
      elsewhere: mode === 'reply' ? { ...others, goesWith: null } : others,
    },
    true,
  )
}

const MODES = ['reply', 'note'] as const

// Another window of the same browser wrote: one that was only looked at follows it, and so does one from whose words that one went on.
function follow({ key, newValue }: StorageEvent): void {
  const id = [...drafts.keys()].find((one) => placeOf(one) === key)
  if (id === undefined) return
  try {
    const theirs = newValue === null ? EMPTY : readKept(newValue)
    const mine = readDraft(id)
    if (written.has(id) && MODES.every((mode) => theirs[mode] === mine[mode])) {
      drafts.set(id, { ...mine, on: theirs.on })
      return
    }
    if (written.has(id) && !MODES.every((mode) => [theirs[mode], theirs.over[mode]].includes(mine[mode])))
      return
    written.delete(id)
    for (const mode of MODES) stopSaving(id, mode)
    drafts.set(id, { ...theirs, over: { reply: theirs.reply, note: theirs.note } })
  } catch {
    return
  }
  for (const listener of listeners) listener()
}

/** What is being written in a conversation, followed as it changes. */
export function useDraft(id: string): Draft {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => readDraft(id),
  )
}

if (typeof window !== 'undefined') {
  window.addEventListener('storage', follow)
  window.addEventListener('online', () => {
    for (const [id, draft] of drafts) if (draft.kept === 'here') saveSoon(id, draft.mode)
  })
  // What was typed in the last moment is not left to the machine it was typed at.
  window.addEventListener('pagehide', () => {
    for (const [id, draft] of drafts)
      for (const mode of MODES)
        if (draft.kept === 'here' && timers.has(`${id} ${mode}`)) void putDraft(id, mode)
  })
}
