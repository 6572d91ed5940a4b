import {
  createContext,
  type ReactNode,
  use,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { isApple, type Keys } from './keys.ts'
import { createVerbRegistry, type Verb, type VerbRegistry } from './verb-registry.ts'

export type { Verb } from './verb-registry.ts'

const RegistryContext = createContext<VerbRegistry | null>(null)
const LayerContext = createContext(0)
let layerCount = 0

const CONTROLS =
  'button, a[href], summary, [role=button], [role=option], [role=menuitem], [role=tab], [role=switch], input'
const NOT_TYPED_INTO =
  'input:is([type=checkbox], [type=radio], [type=button], [type=submit], [type=range], [type=file])'

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  return target.matches('input, textarea, select') && !target.matches(NOT_TYPED_INTO)
}

/** Listens to the keyboard for the whole app. Once, around everything that registers verbs. */
export function HotkeysProvider({
  singleKeys = true,
  remapped,
  children,
}: {
  /** false: plain characters are no keys (WCAG 2.1.4) */
  singleKeys?: boolean
  /** keys the person chose, by the verb's id */
  remapped?: Readonly<Record<string, Keys>>
  children: ReactNode
}) {
  const [registry] = useState(createVerbRegistry)
  useLayoutEffect(
    () => registry.configure({ singleKeys, remapped: remapped ?? {} }),
    [registry, singleKeys, remapped],
  )
  // Before the screen is seen: whoever sees it may press at once.
  useLayoutEffect(() => {
    const apple = isApple()
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const target = event.target
      const called = registry.press(
        {
          key: event.key,
          code: event.code,
          metaKey: event.metaKey,
          ctrlKey: event.ctrlKey,
          shiftKey: event.shiftKey,
          altKey: event.altKey,
          repeat: event.repeat,
          typing: isTyping(target),
          onControl: target instanceof HTMLElement && target.closest(CONTROLS) !== null,
        },
        event.timeStamp,
        apple,
      )
      if (called === undefined) return
      event.preventDefault()
      if (called !== 'begun') called.run()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [registry])
  return <RegistryContext value={registry}>{children}</RegistryContext>
}

function useRegistry(): VerbRegistry {
  const registry = use(RegistryContext)
  if (registry === null) throw new Error('verbs are registered inside a HotkeysProvider')
  return registry
}

/**
 * Registers what one can do here, for as long as the component stands: its key works, it stands in the palette and in the list
 * of keys. Inside a `Dialog`, `Sheet`, `Menu` or `Popover` it belongs to that and works only there. A later verb with the same
 * key goes before an earlier one. The list may be made anew on every render.
 */
export function useVerbs(verbs: readonly Verb[]): void {
  const registry = useRegistry()
  const layer = use(LayerContext)
  const latest = useRef(verbs)
  useLayoutEffect(() => {
    latest.current = verbs
  })
  const shape = verbs
    .map((v) =>
      [v.id, v.label, v.keys, v.group, v.enabled, v.listed, v.whileTyping, v.repeats, v.first].join('\u001f'),
    )
    .join('\u001e')
  // biome-ignore lint/correctness/useExhaustiveDependencies: shape stands for the list, whose functions are read late
  useLayoutEffect(() => {
    const late = latest.current.map((verb) => ({
      ...verb,
      run: () => latest.current.find((now) => now.id === verb.id)?.run(),
    }))
    return registry.add(late, layer)
  }, [registry, layer, shape])
}

/** Registers one verb; see `useVerbs`. */
export function useVerb(verb: Verb): void {
  useVerbs([verb])
}

/** Every verb of the page that can be done now, with its key. */
export function useVerbList(): readonly Verb[] {
  const registry = useRegistry()
  return useSyncExternalStore(registry.subscribe, registry.list)
}

/** While it stands, keys of what lies below rest. `Dialog`, `Sheet`, `Menu`, `Popover` and `Select` bring their own. */
export function HotkeyLayer({ children }: { children?: ReactNode }) {
  const registry = use(RegistryContext)
  const [layer] = useState(() => ++layerCount)
  useLayoutEffect(() => registry?.cover(layer), [registry, layer])
  return <LayerContext value={layer}>{children}</LayerContext>
}
