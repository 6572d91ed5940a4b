import type { LucideIcon } from 'lucide-react'
import { isSingleKey, isStroke, type KeyPress, type Keys, readKeys, type Stroke } from './keys.ts'

/** Something one can do here and now: it has words, often a key, and stands in the palette and in the list of keys. */
export type Verb = {
  /** stable, `area.act`: remapped keys are kept under it */
  id: string
  label: string
  keys?: Keys | undefined
  /** the heading under which it stands in palette and list; the page's acts come first */
  group?: string | undefined
  icon?: LucideIcon | undefined
  run: () => void
  /** false: absent for now. Default true */
  enabled?: boolean | undefined
  /** false: it has a key but does not stand in the palette. Default true */
  listed?: boolean | undefined
  /** true: its key works also while one types, without ⌘ or Ctrl (Escape) */
  whileTyping?: boolean | undefined
  /** true: while it stands it goes before others with the same key, whoever came later */
  first?: boolean | undefined
  /** asked when its key is pressed: false leaves the key to whatever has it besides, such as the field one types in */
  when?: (() => boolean) | undefined
  /** true: holding the key down goes on (next, previous) */
  repeats?: boolean | undefined
}

type Registered = Verb & { layer: number; order: number }

/** What the registry must know of a pressed key. */
export type Press = KeyPress & { repeat: boolean; typing: boolean; onControl: boolean }

/** How long the second key of a sequence may take, in milliseconds. */
const SEQUENCE_MS = 1500

/** Makes a book of verbs: who registers there, which key calls whom. Layers (dialogs, menus) let only their own verbs through. */
export function createVerbRegistry() {
  let verbs: readonly Registered[] = []
  let shown: readonly Verb[] = []
  const layers: number[] = [0]
  const listeners = new Set<() => void>()
  let counter = 0
  let singleKeys = true
  let remapped: Readonly<Record<string, Keys>> = {}
  let begun: { stroke: Stroke; at: number } | null = null

  const top = () => layers.at(-1) ?? 0
  const keysOf = (verb: Verb): Keys | undefined => remapped[verb.id] ?? verb.keys
  const inTurn = () =>
    [...verbs].sort((a, b) => Number(b.first ?? false) - Number(a.first ?? false) || b.order - a.order)
  const tell = () => {
    const taken = new Set<Keys>()
    const known = new Set<string>()
    // Who comes first of the same verb is meant by it: what was done last is undone first.
    const ofPage = inTurn().filter((verb) => {
      const means = verb.layer === 0 && verb.enabled !== false && !known.has(verb.id)
      if (means) known.add(verb.id)
      return means
    })
    const heard = new Map(
      ofPage.map((verb) => {
        const keys = keysOf(verb)
        if (!keys || taken.has(keys)) return [verb, undefined] as const
        taken.add(keys)
        return [verb, keys] as const
      }),
    )
    shown = verbs.filter((verb) => heard.has(verb)).map((verb) => ({ ...verb, keys: heard.get(verb) }))
    for (const listener of listeners) listener()
  }

  return {
    /** Adds verbs to a layer; gives what takes them away again. */
    add(list: readonly Verb[], layer: number): () => void {
      const added = list.map((verb) => ({ ...verb, layer, order: counter++ }))
      verbs = [...verbs, ...added]
      tell()
      return () => {
        verbs = verbs.filter((verb) => !added.includes(verb))
        tell()
      }
    },
    /** Puts a layer over all others; gives what takes it away. */
    cover(layer: number): () => void {
      layers.push(layer)
      return () => {
        const at = layers.lastIndexOf(layer)
        if (at > 0) layers.splice(at, 1)
      }
    },
    /** Sets whether plain characters are keys, and which keys the person chose instead. */
    configure(next: { singleKeys: boolean; remapped: Readonly<Record<string, Keys>> }) {
      singleKeys = next.singleKeys
      remapped = next.remapped
      tell()
    },
    /** The verb a press calls, if any; remembers the first key of a sequence. `now` in milliseconds. */
    press(press: Press, now: number, apple: boolean): Verb | 'begun' | undefined {
      const first = begun !== null && now - begun.at < SEQUENCE_MS ? begun.stroke : null
      begun = null
      let start: Stroke | undefined
      for (const verb of inTurn()) {
        const keys = keysOf(verb)
        if (!keys || verb.layer !== top() || verb.enabled === false) continue
        if (isSingleKey(keys) && !singleKeys) continue
        const strokes = readKeys(keys)
        const stroke = strokes[0]
        if (!stroke || (press.repeat && !verb.repeats)) continue
        if (press.typing && !stroke.mod && !verb.whileTyping) continue
        const pressesControl = !stroke.mod && (stroke.key === 'space' || stroke.key === 'enter')
        if (press.onControl && pressesControl) continue
        if (verb.when?.() === false) continue
        const second = strokes[1]
        if (second) {
          const follows = first !== null && first.key === stroke.key
          if (follows && isStroke(second, press, apple)) return verb
          if (isStroke(stroke, press, apple)) start ??= stroke
        } else if (first === null && isStroke(stroke, press, apple)) return verb
      }
      if (start === undefined) return undefined
      begun = { stroke: start, at: now }
      return 'begun'
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Every verb of the page that can be done now, with the key it has for this person. */
    list: () => shown,
  }
}

export type VerbRegistry = ReturnType<typeof createVerbRegistry>
