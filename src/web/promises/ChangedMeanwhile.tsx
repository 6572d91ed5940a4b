import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../ui/Button.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import type { PromiseShown } from './by-day.ts'
import css from './ChangedMeanwhile.module.css'

const OPEN: readonly string[] = ['open', 'due_soon', 'overdue']

/**
 * The promise as it stood when one began, and whether a colleague has changed it since. Nothing is sent before one has seen the
 * change and goes on from it.
 */
export function useAsSeen<P extends PromiseShown | undefined>(promise: P) {
  const [seen, setSeen] = useState(promise)
  return { seen, changed: seen?.version !== promise?.version, goOn: () => setSeen(promise) }
}

/** Says what a colleague changed of a promise while one was writing; what was typed stays. */
export function ChangedMeanwhile({
  seen,
  promise,
  onGoOn,
}: {
  seen: PromiseShown
  promise: PromiseShown
  onGoOn: () => void
}) {
  const t = useTranslations('promises.meanwhile')
  const sayWhen = useSayWhen()
  const last = promise.updates.at(-1)
  const open = OPEN.includes(promise.state)
  const changes = [
    !open && t(`state.${promise.state as 'kept'}`),
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
      {promise.succeededBy && (
        <Link to="/promises/$id" params={{ id: promise.succeededBy }}>
          {t('follows')}
        </Link>
      )}
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
