import { useTranslations } from 'use-intl'
import { goOnImport, pauseImport } from '../../contract/imports.ts'
import { useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { Progress } from '../ui/Progress.tsx'
import { DropButton } from './DropButton.tsx'
import { FailedLines } from './FailedLines.tsx'
import { ImportProblem } from './ImportProblem.tsx'
import css from './Imports.module.css'
import { type Import, isUnderWay } from './imports-data.ts'
import { StayedLines } from './StayedLines.tsx'
import { UndoImport } from './UndoImport.tsx'

/** An import that goes on, rests, or is over: how far it is, what became of what it found, and what can be done. */
export function ImportStanding({ brought }: { brought: Import }) {
  const t = useTranslations('imports')
  const sayWhen = useSayWhen()
  const pause = useAct(pauseImport)
  const goOn = useAct(goOnImport)
  const { state, counts, acts, fileUntil, kind, id } = brought
  const params = { importId: id }
  const mails = kind !== 'people'
  // The file itself is no good: there is nothing to count, and nothing to go on with.
  const hopeless = state === 'failed' && counts.found === 0 && !acts.includes('goOn')
  return (
    <div className={css.standing}>
      {isUnderWay(brought) ? (
        <Going brought={brought} />
      ) : hopeless ? null : (
        <p className={css.sum}>{t(`over.${state as 'done'}`)}</p>
      )}
      <ImportProblem brought={brought} />
      {state !== 'checking' && state !== 'undoing' && !hopeless && <Counts brought={brought} />}
      {isUnderWay(brought) && <p className={css.note}>{t('leave')}</p>}
      <div className={css.acts}>
        {acts.includes('goOn') && (
          <Button look="filled" busy={goOn.isPending} onClick={() => goOn.mutate({ params })}>
            {t('goOn')}
          </Button>
        )}
        {acts.includes('pause') && (
          <Button busy={pause.isPending} onClick={() => pause.mutate({ params })}>
            {t('pause')}
          </Button>
        )}
        {state === 'done' && counts.made + counts.same > 0 && (
          <LinkButton to={mails ? '/inbox/$view' : '/people'} params={{ view: 'closed' } as never}>
            {t(mails ? 'seeMails' : 'seePeople')}
          </LinkButton>
        )}
        {acts.includes('undo') && <UndoImport brought={brought} />}
        <DropButton brought={brought} />
      </div>
      {counts.failed > 0 && state !== 'undone' && state !== 'undoing' && <FailedLines brought={brought} />}
      {state === 'undone' && <StayedLines brought={brought} />}
      {fileUntil && state === 'done' && (
        <p className={css.small}>{t('fileUntil', { when: sayWhen(fileUntil, 'day') })}</p>
      )}
    </div>
  )
}

function Going({ brought }: { brought: Import }) {
  const t = useTranslations('imports.going')
  const { state, kind, counts, size, read, undoLeft } = brought
  if (state === 'undoing') return <Progress label={t('undoing', { left: undoLeft })} />
  if (state === 'checking') return <Progress label={t('checking', { found: counts.found })} />
  const done = counts.found - counts.waiting
  if (kind === 'mbox')
    return (
      <Progress
        label={t('mbox', { done, percent: Math.floor((read / Math.max(1, size)) * 100) })}
        value={read}
        max={Math.max(1, size)}
      />
    )
  const label = t(kind === 'people' ? 'people' : 'mails', { done, found: counts.found })
  return <Progress label={label} value={done} max={Math.max(1, counts.found)} />
}

/** What was found and what became of it; it balances. */
function Counts({ brought }: { brought: Import }) {
  const t = useTranslations('imports.counts')
  const { counts, kind } = brought
  const what = kind === 'people' ? 'people' : 'mails'
  const figures = ['made', 'same', 'leftOut', 'failed', 'waiting'] as const
  return (
    <dl className={css.counts}>
      <div>
        <dt>{t('found')}</dt>
        <dd>{t('n', { n: counts.found })}</dd>
      </div>
      {figures.map((one) => (
        <div key={one}>
          <dt>{t(`${what}.${one}`)}</dt>
          <dd>{t('n', { n: counts[one] })}</dd>
        </div>
      ))}
    </dl>
  )
}
