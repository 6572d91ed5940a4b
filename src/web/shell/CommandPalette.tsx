import { Dialog as Base } from '@base-ui/react/dialog'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { HandHeart, List, type LucideIcon, MessageSquare, Search, User } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useDeferredValue, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { listViews } from '../../contract/views.ts'
import { reading } from '../api/queries.ts'
import { SHOWN_VIEWS } from '../conversations/views/house-views.ts'
import { Excerpt } from '../search/Excerpt.tsx'
import { classNames } from '../ui/class-names.ts'
import { useFocusReturn } from '../ui/focus-return.ts'
import { HotkeyLayer, useVerbList, type Verb } from '../ui/hotkeys.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import type { Keys } from '../ui/keys.ts'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import css from './CommandPalette.module.css'
import { useElsewhere } from './elsewhere.ts'
import { findVerbs } from './find-verbs.ts'
import type { SearchHit, ShellSource } from './source.ts'

const KIND_ICONS: Record<SearchHit['kind'], LucideIcon> = {
  person: User,
  conversation: MessageSquare,
  promise: HandHeart,
}

type Entry = {
  id: string
  label: string
  detail?: ReactNode
  icon?: LucideIcon | undefined
  keys?: Keys | undefined
  /** it cannot be done just here: the detail says where */
  elsewhere?: true
  run: () => void
}
type Group = { title: string; entries: Entry[] }

/** Search and do, in one field: whom and what one looks for stands first, below it every verb with its key. */
export function CommandPalette({ search, onClose }: { search: ShellSource['search']; onClose: () => void }) {
  const t = useTranslations('shell.palette')
  const ui = useTranslations('ui')
  const listId = useId()
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const { groups, asked, failed } = useGroups(words, search)
  const { floats, backTo } = useFocusReturn(true)
  const entries = groups.flatMap((group) => group.entries)
  const present = Math.min(at, Math.max(0, entries.length - 1))

  const choose = (entry: Entry | undefined) => {
    if (!entry || entry.elsewhere) return
    onClose()
    entry.run()
  }
  const move = (to: number) => {
    if (entries.length === 0) return
    const aim = (to + entries.length) % entries.length
    setAt(aim)
    list.current?.querySelector(`[data-at="${aim}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const { key } = event
    if (key !== 'ArrowDown' && key !== 'ArrowUp' && key !== 'Enter') return
    event.preventDefault()
    if (key === 'Enter') choose(entries[present])
    else move(key === 'ArrowDown' ? present + 1 : present - 1)
  }

  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={css.backdrop} />
        <Base.Popup ref={floats} className={css.popup} initialFocus={input} finalFocus={backTo}>
          <HotkeyLayer>
            <Base.Title className="sr-only">{t('title')}</Base.Title>
            <div className={css.field}>
              <Icon of={Search} />
              <input
                ref={input}
                className={css.input}
                role="combobox"
                aria-expanded="true"
                aria-controls={listId}
                aria-activedescendant={entries[present] ? `${listId}-${present}` : undefined}
                aria-label={t('title')}
                aria-autocomplete="list"
                autoComplete="off"
                spellCheck={false}
                enterKeyHint="go"
                placeholder={t('placeholder')}
                value={words}
                onChange={(event) => {
                  setWords(event.target.value)
                  setAt(0)
                }}
                onKeyDown={onKeyDown}
              />
              <Base.Close className={css.esc}>
                <VisuallyHidden>{ui('close')}</VisuallyHidden>
                <Kbd keys="escape" />
              </Base.Close>
            </div>
            <span className="sr-only" role="status">
              {asked ? t('count', { count: entries.length }) : ''}
            </span>
            {failed && <p className={css.none}>{t('failed')}</p>}
            <div ref={list} id={listId} role="listbox" aria-label={t('title')} className={css.list}>
              {groups.map((group) => (
                // biome-ignore lint/a11y/useSemanticElements: a group of a listbox, not of a form
                <div key={group.title} role="group" aria-label={group.title}>
                  <div className={css.group} aria-hidden="true">
                    {group.title}
                  </div>
                  {group.entries.map((entry) => {
                    const n = entries.indexOf(entry)
                    return (
                      // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: keys are heard in the field
                      <div
                        key={entry.id}
                        id={`${listId}-${n}`}
                        data-at={n}
                        role="option"
                        aria-selected={n === present}
                        aria-disabled={entry.elsewhere}
                        className={classNames(
                          css.entry,
                          n === present && css.present,
                          entry.elsewhere && css.elsewhere,
                        )}
                        onPointerMove={() => n !== present && setAt(n)}
                        onClick={() => choose(entry)}
                      >
                        <span className={css.mark}>{entry.icon && <Icon of={entry.icon} size={17} />}</span>
                        <span className={css.label}>{entry.label}</span>
                        {entry.detail && <span className={css.detail}>{entry.detail}</span>}
                        {entry.keys && <Kbd keys={entry.keys} />}
                      </div>
                    )
                  })}
                </div>
              ))}
            </div>
            {entries.length === 0 && asked && (
              <div className={css.none}>
                <p>{t('none', { words: words.trim() })}</p>
                <p>{t('noneMend')}</p>
              </div>
            )}
          </HotkeyLayer>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** The views of the inbox, from wherever one is. */
function useViewVerbs(): Verb[] {
  const t = useTranslations('conversations')
  const router = useRouter()
  const { data: kept } = useQuery(reading(listViews))
  const view = (id: string, name: string): Verb => ({
    id: `go.view.${id}`,
    label: t('goToView', { view: name }),
    group: t('viewsLabel'),
    icon: List,
    run: () => void router.navigate({ to: '/inbox/$view', params: { view: id }, search: {} }),
  })
  return [
    ...SHOWN_VIEWS.map((id) => view(id, t(`views.${id}`))),
    ...(kept?.items.map(({ id, name }) => view(id, name)) ?? []),
  ]
}

function useGroups(words: string, search: ShellSource['search']) {
  const t = useTranslations('shell.palette')
  const router = useRouter()
  const heard = useVerbList()
  const verbs = [...heard.filter((verb) => verb.listed !== false), ...useViewVerbs()]
  const elsewhere = useElsewhere(new Set(heard.map((verb) => verb.id)))
  const sought = useDeferredValue(words.trim())
  const {
    data: hits,
    isError,
    isFetched,
  } = useQuery({
    queryKey: ['search', sought],
    queryFn: ({ signal }) => search(sought, signal),
    enabled: sought.length >= 2,
    placeholderData: (former) => former,
    staleTime: 10_000,
    retry: false,
  })
  const everything = (label: string, q: string): Entry => ({
    id: 'everything',
    label,
    icon: Search,
    run: () => void router.navigate({ to: '/search', search: { q } }),
  })
  const found: Entry[] =
    sought.length < 2
      ? []
      : (hits ?? []).map((hit) => ({
          id: `${hit.kind}-${hit.id}`,
          label: hit.title,
          detail: typeof hit.detail === 'string' ? hit.detail : hit.detail && <Excerpt pieces={hit.detail} />,
          icon: KIND_ICONS[hit.kind],
          run: () => router.history.push(hit.href),
        }))
  const groups = new Map<string, Entry[]>()
  for (const [n, entry] of found.entries()) {
    const title = t(`results.${hits![n]!.kind}`)
    groups.set(title, [...(groups.get(title) ?? []), entry])
  }
  const kinds = [...groups.keys()]
  if (found.length > 0) groups.get(kinds.at(-1)!)!.push(everything(t('all', { words: sought }), sought))
  for (const verb of findVerbs(verbs, words)) {
    const title = verb.group ?? t('here')
    groups.set(title, [...(groups.get(title) ?? []), verb])
  }
  const other = findVerbs(elsewhere, words).map(
    ({ id, label, keys, why }): Entry => ({ id, label, keys, detail: why, elsewhere: true, run: () => {} }),
  )
  if (other.length > 0) groups.set(t('elsewhere'), other)
  const order = [...kinds, t('here')]
  const rank = (title: string) => (order.indexOf(title) + order.length + 1) % (order.length + 1)
  const asked = words.trim() !== '' && (sought.length < 2 || isFetched)
  return {
    groups: [...groups]
      .map(([title, entries]): Group => ({ title, entries }))
      .sort((a, b) => rank(a.title) - rank(b.title)),
    asked,
    failed: isError && sought.length >= 2,
  }
}
