import { HandHeart, X } from 'lucide-react'
import { type Ref, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import css from '../../promises/heard/Heard.module.css'
import { PromisedBy } from '../../promises/heard/PromisedBy.tsx'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import own from './Composer.module.css'
import { type Draft, type DraftPromise, promisesOf, withPromises, writeDraft } from './drafts.ts'

/** Asks at its chip whether a promise holds though its sentence is gone. */
export type ChipsHandle = { ask: (key: string) => void }

/**
 * The promises that go out with the reply, or are made with the note. `gone`: whose sentence does not stand there any more; each is
 * kept all the same or let go. `onDone`: that was answered.
 */
export function PromisedChips({
  ref,
  id,
  draft,
  siteId,
  gone,
  onDone,
}: {
  ref: Ref<ChipsHandle>
  id: string
  draft: Draft
  siteId: string
  gone: readonly DraftPromise[]
  onDone: () => void
}) {
  const t = useTranslations('conversations.heard')
  const promises = promisesOf(draft)
  const words = draft.mode === 'note' ? draft.note : draft.reply
  const [asked, setAsked] = useState<{ key: string; words: string } | null>(null)
  const keep = useRef<HTMLButtonElement>(null)
  useImperativeHandle(ref, () => ({ ask: (key) => setAsked({ key, words }) }))
  useLayoutEffect(() => {
    if (asked) keep.current?.focus()
  }, [asked])
  // Asked before the words rested; other words are listened to anew.
  const isAsked = (p: DraftPromise) => asked?.key === p.key && asked.words === words && !p.kept
  const isGone = (p: DraftPromise) => isAsked(p) || gone.some((other) => other.key === p.key)
  const letGo = (key: string) =>
    writeDraft(id, {
      ...withPromises(
        draft,
        promises.filter((p) => p.key !== key),
      ),
      dismissed: draft.dismissed.filter((other) => other !== key),
    })
  const answer = (act: () => void) => {
    act()
    setAsked(null)
    onDone()
  }
  return promises.map((promise) => {
    const { key } = promise
    const unsaid = isGone(promise)
    const held = () =>
      writeDraft(
        id,
        withPromises(
          draft,
          promises.map((p) => (p.key === key ? { ...p, kept: true } : p)),
        ),
      )
    return (
      <div key={key} className={classNames(css.chip, !unsaid && css.solid, own.heard)}>
        <span className={css.icon}>
          <Icon of={HandHeart} />
        </span>
        <div className={css.words}>
          <p className={css.title}>
            <PromisedBy title={promise.what} language={promise.language} at={promise.due} siteId={siteId} />
          </p>
          {unsaid ? (
            <p className={css.asks} role="alert">
              {t(draft.mode === 'note' ? 'unsaidNote' : 'unsaid')}
            </p>
          ) : (
            <p className={css.sub}>{t(draft.mode === 'note' ? 'goesAlongNote' : 'goesAlong')}</p>
          )}
        </div>
        {unsaid ? (
          <div className={css.acts}>
            <Button
              ref={isAsked(promise) ? keep : undefined}
              size="s"
              look="outline"
              onClick={() => answer(held)}
            >
              {t('keepUnsaid')}
            </Button>
            <Button size="s" look="quiet" onClick={() => answer(() => letGo(key))}>
              {t('letGoUnsaid')}
            </Button>
          </div>
        ) : (
          <IconButton icon={X} size="s" label={t('takeBack')} onClick={() => letGo(key)} />
        )}
      </div>
    )
  })
}
