import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { FolderInput, Mails, Users } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { beginFileImport, listImports } from '../../contract/imports.ts'
import { itemsOf, paging, useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Lines } from '../ui/Line.tsx'
import { Section } from '../ui/Section.tsx'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { FoldersDialog } from './FoldersDialog.tsx'
import { ImportLine } from './ImportLine.tsx'
import css from './Imports.module.css'
import { isUnderWay } from './imports-data.ts'
import { upload } from './uploads.ts'

/** What can be brought along from before, and what was. */
export function ImportsSection() {
  const t = useTranslations('imports')
  const f = useTranslations('form')
  const [folders, setFolders] = useState(false)
  const query = useInfiniteQuery({
    ...paging(listImports),
    refetchInterval: ({ state }) => (itemsOf(state.data as never).some(isUnderWay as never) ? 3000 : false),
  })
  const items = itemsOf(query.data)
  return (
    <>
      <p className={css.lede}>{t('lede')}</p>
      <ul className={css.ways}>
        <Way icon={<Icon of={Users} />} title={t('ways.people')} words={t('ways.peopleWords')}>
          <FileButton kind="people" accept=".csv,.txt,.tsv,text/csv,text/plain" first={items.length === 0} />
        </Way>
        <Way icon={<Icon of={Mails} />} title={t('ways.mbox')} words={t('ways.mboxWords')}>
          <FileButton kind="mbox" accept=".mbox,.mbx,application/mbox,*/*" />
        </Way>
        <Way icon={<Icon of={FolderInput} />} title={t('ways.folder')} words={t('ways.folderWords')}>
          <Button onClick={() => setFolders(true)}>{t('ways.chooseFolders')}</Button>
        </Way>
      </ul>
      <p className={css.note}>{t('kept')}</p>
      {query.isPending && <SkeletonLines count={3} />}
      {query.isError && items.length === 0 && <ErrorState retry={() => void query.refetch()} />}
      {items.length > 0 && (
        <Section title={t('list')} level={3} className={css.list}>
          <Lines label={t('list')}>
            {items.map((one) => (
              <ImportLine key={one.id} brought={one} />
            ))}
          </Lines>
          {query.hasNextPage && (
            <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {f('more')}
            </Button>
          )}
        </Section>
      )}
      {folders && <FoldersDialog onClose={() => setFolders(false)} />}
    </>
  )
}

function Way({
  icon,
  title,
  words,
  children,
}: {
  icon: ReactNode
  title: string
  words: string
  children: ReactNode
}) {
  return (
    <li className={css.way}>
      <span className={css.mark}>{icon}</span>
      <div className={css.words}>
        <h3 className={css.wayTitle}>{title}</h3>
        <p className={css.small}>{words}</p>
      </div>
      {children}
    </li>
  )
}

function FileButton({
  kind,
  accept,
  first = false,
}: {
  kind: 'people' | 'mbox'
  accept: string
  first?: boolean
}) {
  const t = useTranslations('imports.ways')
  const input = useRef<HTMLInputElement>(null)
  const navigate = useNavigate()
  const begin = useAct(beginFileImport)
  const [empty, setEmpty] = useState<string | null>(null)
  const choose = (file: File | undefined) => {
    setEmpty(file?.size === 0 ? file.name : null)
    if (!file?.size) return
    begin.mutate(
      { body: { kind, name: file.name.slice(0, 300), size: file.size } },
      {
        onSuccess: ({ id }) => {
          void upload(id, file)
          void navigate({ to: '/settings/imports/$id', params: { id } })
        },
      },
    )
  }
  const label = t(kind === 'people' ? 'chooseCsv' : 'chooseMbox')
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          choose(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <Button
        look={first ? 'filled' : 'outline'}
        busy={begin.isPending}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
      {empty !== null && (
        <p className={css.empty} role="alert">
          {t('empty', { name: empty })}
        </p>
      )}
    </>
  )
}
