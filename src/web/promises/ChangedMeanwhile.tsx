import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../ui/Button.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { isOver, type PromiseShown } from './by-day.ts'
import css from './ChangedMeanwhile.module.css'

/**
 * The promise as it stood when one began, and whether a colleague has changed it since. Nothing is sent before one has seen the
 * change and goes on from it.
 */
export function useAsSeen<P extends PromiseShown | undefined>(promise: P) {
  const [seen, setSeen] = useState(promise)
  const changed = seen?.version !== promise?.version || seen?.id !== promise?.id
  return { seen, changed, goOn: () => setSeen(promise) }
}

/** Says what a colleague changed of a promise while one was writing; what was typed stays. */
export function ChangedMeanwhile({
  seen,
  promise,
  onGoOn,
  onTheirs,
  onTop,
}: {
  seen: PromiseShown
  promise: PromiseShown
  onGoOn: () => void
  /** goes on with the date a colleague set, in the promise that follows */
  onTheirs?: (id: string) => void
  /** sets one's own date over theirs */
  onTop?: (id: string) => void
}) {
  const t = useTranslations('promises.meanwhile')
  const sayWhen = useSayWhen()
  const last = promise.updates.at(-1)
  const { after } = promise
  const open = !isOver(promise)
  const changes = [
    !open && !after && t(`state.${promise.state as 'kept'}`),
    after && t('after', { name: after.by.name, by: sayWhen(after.due, 'by'), why: after.why }),
    promise.owner.id !== seen.owner.id && t('owner', { name: promise.owner.name }),
    promise.updates.length > seen.updates.length &&
      last &&
      t('word', { name: last.saidBy.name, words: last.reason ?? last.text }),
    open &&
      promise.nextUpdateDue !== seen.nextUpdateDue &&
      promise.nextUpdateDue &&
      t('next', { by: sayWhen(promise.nextUpdateDue, 'by') }),
  ].filter((words) => typeof words === 'string')
  return (
    <div className={css.meanwhile} role="alert">
      <p>{t('title')}</p>
      <ul>
        {changes.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      {after && onTheirs && onTop ? (
        <p className={css.ways}>
          <Button size="s" onClick={() => onTheirs(after.id)}>
            {t('theirs', { by: sayWhen(after.due, 'by') })}
          </Button>
          <Button size="s" look="quiet" onClick={() => onTop(after.id)}>
            {t('onTop')}
          </Button>
        </p>
      ) : after ? (
        <Link to="/promises/$id" params={{ id: after.id }}>
          {t('follows')}
        </Link>
      ) : null}
      {open ? (
        <Button size="s" onClick={onGoOn}>
          {t('goOn')}
        </Button>
      ) : (
        <p className={css.kept}>{t('over')}</p>
      )}
    </div>
  )
}
