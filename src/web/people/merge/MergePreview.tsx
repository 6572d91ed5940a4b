import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ArrowLeftRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { mergePerson, previewMerge } from '../../../contract/people-merge.ts'
import type { PersonId } from '../../../domain/shared/ids.ts'
import { reading, useAct } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Name } from '../../ui/Name.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { say } from '../../ui/toasts.tsx'
import css from './Merge.module.css'
import { MergeAfter } from './MergeAfter.tsx'
import { useUndoMerge } from './use-undo-merge.ts'

type Preview = ReplyOf<typeof previewMerge>

/** What a merge will leave, before it is done: who stays, what is united, what is stricter. */
export function MergePreview({
  survivorId,
  mergedId,
  stayHere = false,
  onClose,
}: {
  survivorId: string
  mergedId: string
  /** after the merge one stays where one is */
  stayHere?: boolean
  onClose: () => void
}) {
  const t = useTranslations('people.merge')
  const navigate = useNavigate()
  const [turned, setTurned] = useState(false)
  const [stays, goes] = (turned ? [mergedId, survivorId] : [survivorId, mergedId]) as [PersonId, PersonId]
  const { data, error, refetch } = useQuery(
    reading(previewMerge, { params: { personId: stays }, query: { merged: goes } }),
  )
  const { undo } = useUndoMerge()
  const merge = useAct(mergePerson, {
    onSuccess: (person) => {
      const done = person.merges[0]!
      onClose()
      say({ words: t('done', { name: person.name }), undo: () => undo(done.id) })
      if (!stayHere) void navigate({ to: '/people/$id', params: { id: person.id } })
    },
  })
  const send = ({ survivor, merged }: Preview) =>
    merge.mutate({
      params: { personId: survivor.id },
      body: { mergedId: merged.id, version: survivor.version, mergedVersion: merged.version },
    })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('check')}
      lede={t('checkLede')}
      actions={
        <Button look="filled" busy={merge.isPending || (!data && !error)} onClick={() => data && send(data)}>
          {t('send')}
        </Button>
      }
    >
      {!data && !error && <SkeletonLines count={4} />}
      {error && <ErrorState retry={() => void refetch()} />}
      {data && (
        <>
          <div className={css.two}>
            {([data.survivor, data.merged] as const).map((one, n) => (
              <div key={one.id} className={classNames(css.one, n === 0 && css.stays)}>
                <div className={css.label}>{t(n === 0 ? 'stays' : 'joins')}</div>
                <Name>{one.name}</Name>
                <div className={css.label}>{[...one.handles, ...one.things].slice(0, 3).join(' · ')}</div>
                {n === 1 && (
                  <Button
                    look="quiet"
                    size="s"
                    icon={ArrowLeftRight}
                    className={css.turn}
                    onClick={() => setTurned(!turned)}
                  >
                    {t('turn', { name: one.name })}
                  </Button>
                )}
              </div>
            ))}
          </div>
          <MergeAfter preview={data} />
        </>
      )}
    </Dialog>
  )
}
