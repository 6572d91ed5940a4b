import { HandHeart, X } from 'lucide-react'
import { type MouseEvent, type Ref, useImperativeHandle, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Instant } from '../../../domain/shared/time.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { DueField, NO_DUE, type TypedDue } from '../DueField.tsx'
import { DueOptions, useOverWords } from '../DueOptions.tsx'
import css from './Heard.module.css'
import type { HeardActs, HeardHandle, HeardShown } from './heard-shown.ts'
import { PromisedBy } from './PromisedBy.tsx'

/** One promise heard: what would be promised by when, what has to be said first, and one press to make it one or let it go. */
export function HeardOne<H extends HeardShown>({
  ref,
  heard,
  first,
  note,
  nobody = false,
  siteId,
  keys,
  foremost = false,
  onPromise,
  onDismiss,
  elsewhere,
  onLeave,
}: HeardActs<H> & {
  ref?: Ref<HeardHandle> | undefined
  heard: H
  first: boolean
  /** how the button was pressed that makes it go */
  onLeave: (by: 'keyboard' | 'mouse') => void
}) {
  const t = useTranslations('promises.heard')
  const overWords = useOverWords()
  const [chosen, setChosen] = useState<Instant | null>(null)
  const [typed, setTyped] = useState<TypedDue>(NO_DUE)
  const [dating, setDating] = useState(false)
  const body = useRef<HTMLLIElement>(null)
  const { due, saidAs, title, language } = heard
  const options =
    due.kind === 'ambiguous' ? due.options : due.kind === 'past' && due.next && !dating ? [due.next] : []
  const at = due.kind === 'at' ? due.instant : ((typed.at as Instant | null) ?? chosen)
  const asked = elsewhere?.(heard) ?? null
  const mayPromise = !nobody && (at !== null || asked !== null)
  const mayDate = !nobody && asked === null && due.kind !== 'at' && !dating
  const confirm = () => {
    if (asked) return asked()
    if (!at) return
    // What was over or in no calendar is not how this time was said.
    const said = due.kind === 'past' || due.kind === 'impossible' ? typed.text.trim() || null : saidAs
    onPromise(heard, at, said)
  }
  const accept = () => {
    if (nobody) return true
    if (mayPromise) confirm()
    else if (options.length > 0) body.current?.querySelector<HTMLElement>('fieldset button')?.focus()
    else if (dating) body.current?.querySelector('input')?.focus()
    else setDating(true)
    return true
  }
  useImperativeHandle(ref, () => ({ accept }))
  const leave = ({ detail }: MouseEvent) => onLeave(detail === 0 ? 'keyboard' : 'mouse')
  return (
    <li ref={body} className={css.chip}>
      <span className={css.icon}>
        <Icon of={HandHeart} />
      </span>
      <div className={css.words}>
        <p className={css.title}>
          <PromisedBy title={title} language={language} at={at} siteId={siteId} />
        </p>
        <p className={css.sub}>{question() ?? note(heard)}</p>
        {options.length > 0 && !nobody && (
          <DueOptions
            options={options}
            chosen={chosen}
            siteId={siteId}
            label={t(
              due.kind === 'past'
                ? 'nextYear'
                : due.kind === 'ambiguous' && (due.over || due.far)
                  ? 'meant'
                  : 'options',
            )}
            onChoose={(option) => {
              setTyped(NO_DUE)
              setChosen(option)
            }}
          >
            {mayDate && (
              <Button look="quiet" size="s" onClick={() => setDating(true)}>
                {t('another')}
              </Button>
            )}
          </DueOptions>
        )}
        {dating && (
          <div className={css.due}>
            <DueField
              hideLabel
              autoFocus
              label={t('due')}
              value={typed}
              onChange={setTyped}
              siteId={siteId}
              onEnter={() => {
                if (!at) return
                onLeave('keyboard')
                confirm()
              }}
            />
          </div>
        )}
      </div>
      <div className={css.acts}>
        {mayPromise && (
          <Button
            look={first && foremost ? 'filled' : 'outline'}
            size="s"
            {...(first && { keys: dating ? 'mod+shift+p' : keys })}
            onClick={(event) => {
              if (!asked) leave(event)
              confirm()
            }}
          >
            {t('promise')}
          </Button>
        )}
        {mayDate && options.length === 0 && (
          <Button size="s" {...(first && { keys })} onClick={() => setDating(true)}>
            {t('when')}
          </Button>
        )}
        <IconButton
          icon={X}
          size="s"
          label={t('dismiss')}
          onClick={(event) => {
            leave(event)
            onDismiss(heard)
          }}
        />
      </div>
    </li>
  )

  function question(): string | null {
    if (nobody || asked || at) return null
    const words = saidAs ?? ''
    if (due.kind === 'ambiguous' && due.over)
      return t('overOne', { words, over: overWords(due.over, due.options[0]!) })
    if (due.kind === 'ambiguous') return t(due.far ? 'far' : 'which', { words })
    if (due.kind === 'past') return t('over', { words })
    return due.kind === 'impossible' ? t('impossible', { words }) : null
  }
}
