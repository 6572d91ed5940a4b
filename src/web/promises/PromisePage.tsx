import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { readPromise } from '../../contract/promises.ts'
import { reading } from '../api/queries.ts'
import { usePageTitle } from '../shell/page-title.ts'
import { useMay } from '../shell/session.tsx'
import { BackLink, TopActs } from '../shell/TopBar.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Layout.tsx'
import { Panel } from '../ui/Panel.tsx'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { When } from '../ui/When.tsx'
import { useAmongUs } from './among-us.ts'
import { isLate, isOver, nextMoment, type PromiseShown } from './by-day.ts'
import { PagePreview } from './PagePreview.tsx'
import { PromiseActs } from './PromiseActs.tsx'
import css from './PromisePage.module.css'
import { UpdateForm } from './UpdateForm.tsx'
import { WordsSaid } from './WordsSaid.tsx'

/** One promise, whole: how it stands, what was said on the way, and what can be done. */
export function PromisePage() {
  const { id } = useParams({ from: '/staff/promises/$id' })
  // Today leads here to say how it stands.
  const asked = (useSearch({ strict: false }) as { do?: string }).do === 'update'
  const query = useQuery(reading(readPromise, { params: { promiseId: id } }))
  if (query.data) return <Whole key={id} promise={query.data} asked={asked} />
  return (
    <Page>
      {query.isError ? <ErrorState heading="h1" retry={() => void query.refetch()} /> : <SkeletonLines />}
    </Page>
  )
}

function Whole({ promise, asked }: { promise: PromiseShown; asked: boolean }) {
  const t = useTranslations('promises')
  const may = useMay('promises.write')
  const open = !isOver(promise)
  const [typed, setTyped] = useState(false)
  const words = useAmongUs()(promise)
  usePageTitle(words)
  return (
    <Page aside={promise.to.kind === 'person' ? <PagePreview promise={promise} /> : undefined}>
      <header className={css.head}>
        <div className={css.top}>
          <BackLink to="/promises">{t('title')}</BackLink>
          <p className={css.over}>
            {promise.to.kind === 'person' ? (
              <Link to="/people/$id" params={{ id: promise.to.id }}>
                {t('page.to', { name: promise.to.name })}
              </Link>
            ) : (
              t('page.to', { name: promise.to.name })
            )}
            {' · '}
            {t('page.made')} <When at={promise.madeAt} />
          </p>
          <TopActs />
        </div>
        <h1 className={css.title} data-page-heading="" tabIndex={-1}>
          {t('quoted', { text: words })}
        </h1>
        <Stands promise={promise} />
      </header>
      {/* what was typed stays when a colleague is quicker */}
      {(open || typed) && may && (
        <Panel className={css.panel}>
          <UpdateForm promise={promise} asked={asked} onTyped={setTyped} />
        </Panel>
      )}
      {/* a dialog stays when a colleague is quicker: it says what changed and keeps what was typed */}
      {may && <PromiseActs promise={promise} open={open} />}
      <WordsSaid promise={promise} />
    </Page>
  )
}

/** How it stands now, what was said last, and where it belongs; a line each. */
function Stands({ promise: p }: { promise: PromiseShown }) {
  const t = useTranslations('promises.stands')
  const said = useTranslations('promises.said')
  const sayWhen = useSayWhen()
  const { at, is } = nextMoment(p)
  const last = p.updates.at(-1)
  const settled = {
    kept: t('kept', { when: p.keptAt ? sayWhen(p.keptAt) : '' }),
    kept_late: t('keptLate', { when: p.keptAt ? sayWhen(p.keptAt) : '' }),
    broken: p.movedAt ? t('notTold') : t('broken', { why: p.brokenWhy ?? '' }),
    released: t('released', { words: p.releasedWords ?? '' }),
    moved: t('moved', { when: p.movedAt ? sayWhen(p.movedAt) : '', name: p.after?.by.name ?? '' }),
  }[p.state as string]
  const late = isLate(p)
  const words = last?.reason ?? last?.text
  return (
    <div className={css.stands}>
      <p data-late={late || undefined}>
        {settled ??
          t(is === 'word' ? (late ? 'wordLate' : 'word') : late ? 'dueLate' : 'due', {
            by: sayWhen(at, 'by'),
          })}
        {is === 'word' && !settled && (
          <> {t(p.state === 'overdue' ? 'dueLate' : 'due', { by: sayWhen(p.due, 'by') })}</>
        )}
      </p>
      {!settled && p.before && p.originalDue !== p.due && (
        <p>
          {t.rich('first', {
            by: sayWhen(p.originalDue, 'by'),
            link: (words) => (
              <Link to="/promises/$id" params={{ id: p.before!.id }}>
                {words}
              </Link>
            ),
          })}
        </p>
      )}
      {!settled && !p.before && p.originalDue !== p.due && (
        <p>{said('first', { by: sayWhen(p.originalDue, 'by') })}</p>
      )}
      {!settled && (
        <p>{last && words ? t('lastWord', { when: sayWhen(last.at, 'short'), words }) : t('noWordYet')}</p>
      )}
      {p.after && (
        <p>
          {t.rich('follows', {
            by: sayWhen(p.after.due, 'by'),
            link: (words) => (
              <Link to="/promises/$id" params={{ id: p.after!.id }}>
                {words}
              </Link>
            ),
          })}
        </p>
      )}
      {p.conversation && (
        <p>
          <Link to="/conversations/$id" params={{ id: p.conversation.id }}>
            {p.conversation.subject || t('conversation')}
          </Link>
        </p>
      )}
    </div>
  )
}
