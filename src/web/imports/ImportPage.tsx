import { useParams } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { Problem } from '../api/call.ts'
import { NotFound } from '../shell/RouteStates.tsx'
import { useMay } from '../shell/session.tsx'
import { BackLink, TopBar } from '../shell/TopBar.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Layout.tsx'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { ImportChecked } from './ImportChecked.tsx'
import { ImportColumns } from './ImportColumns.tsx'
import { ImportMailStart } from './ImportMailStart.tsx'
import { ImportStanding } from './ImportStanding.tsx'
import css from './Imports.module.css'
import { ImportUploading } from './ImportUploading.tsx'
import { type Import, type ImportId, useImport } from './imports-data.ts'

/** One import, from its file to its end; it can be left and found again at any point. */
export function ImportPage() {
  const t = useTranslations('imports')
  const { id } = useParams({ from: '/staff/settings/imports/$id' })
  const may = useMay('imports.manage')
  const sayWhen = useSayWhen()
  const query = useImport(id as ImportId)
  const { data } = query
  if (!may || (query.error instanceof Problem && query.error.status === 404)) return <NotFound />
  const lede =
    data &&
    `${t(`ways.${data.kind}`)} · ${t('askedBy', { name: data.askedBy.name, when: sayWhen(data.createdAt, 'at') })}`
  return (
    <Page>
      <BackLink section="imports">{t('title')}</BackLink>
      <TopBar title={data?.name ?? t('title')} lede={lede} />
      <div className={css.below}>
        {query.isPending && <SkeletonLines count={5} />}
        {query.isError && !data && <ErrorState retry={() => void query.refetch()} />}
        {data && <Standing brought={data} />}
      </div>
    </Page>
  )
}

function Standing({ brought }: { brought: Import }) {
  const { state, kind, id } = brought
  if (state === 'uploading') return <ImportUploading brought={brought} />
  if (state === 'ready')
    return kind === 'people' ? (
      <ImportColumns key={id} brought={brought} />
    ) : (
      <ImportMailStart brought={brought} />
    )
  if (state === 'checked') return <ImportChecked brought={brought} />
  return <ImportStanding brought={brought} />
}
