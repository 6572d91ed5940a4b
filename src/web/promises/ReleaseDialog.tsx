import { useTranslations } from 'use-intl'
import { releasePromise } from '../../contract/promises.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import { useAct } from '../api/queries.ts'
import { useSession } from '../shell/session.tsx'
import type { PromiseShown } from './by-day.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

/** Lets go of a promise in the words of whom it was made to, who may be oneself. */
export function ReleaseDialog({ promise, onClose }: { promise: PromiseShown; onClose: () => void }) {
  const t = useTranslations('promises.acts')
  const { member } = useSession()
  const release = useAct(releasePromise)
  const name = firstName(promise.to.name)
  const toMe = promise.to.id === member.id
  return (
    <ReasonDialog
      title={toMe ? t('releaseMine') : t('releaseTitle', { name })}
      lede={toMe ? t('releaseMineLede', { name: promise.owner.name }) : t('releaseLede', { name })}
      label={toMe ? t('releaseMineWords') : t('releaseWords', { name })}
      act={t('releaseAct')}
      busy={release.isPending}
      promise={promise}
      onClose={onClose}
      onSend={(theirWords, version) =>
        release.mutate(
          { params: { promiseId: promise.id }, body: { theirWords, version } },
          { onSuccess: onClose },
        )
      }
    />
  )
}
