import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { listMembers } from '../../../contract/accounts.ts'
import { endAuthority } from '../../../contract/goodwill.ts'
import { holdsInstead } from '../../../domain/goodwill/instead.ts'
import { instant, plus } from '../../../domain/shared/time.ts'
import { reading, useAct } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { useClock } from '../../ui/clock.tsx'
import { Dialog, DialogClose } from '../../ui/Dialog.tsx'
import { say } from '../../ui/toasts.tsx'
import { useSayBounds, useSayWhose } from './LimitLine.tsx'
import { type Limit, ruleOf } from './limits.ts'
import { useSayKind } from './say-bound.ts'

/** Ends a limit, after it was said what holds from then on. */
export function EndDialog({
  limit,
  standing,
  onClose,
}: {
  limit: Limit
  standing: readonly Limit[]
  onClose: () => void
}) {
  const t = useTranslations('goodwill.authority')
  const f = useTranslations('form')
  const { now } = useClock()
  const sayKind = useSayKind()
  const bounds = useSayBounds()
  const whose = useSayWhose()(limit)
  const { data } = useQuery(reading(listMembers))
  const end = useAct(endAuthority, {
    onSuccess: () => {
      say({ words: t('ended') })
      onClose()
    },
  })
  const role = limit.role ?? data?.items.find((m) => m.id === limit.member?.id)?.role
  // What was granted within this minute holds already.
  const soon = plus(instant(now), { minutes: 1 })
  const instead = role && holdsInstead(standing.map(ruleOf), ruleOf(limit), role, soon)
  const next = instead && typeof instead === 'object' ? standing.find((l) => l.id === instead.limit.id) : null
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="s"
      title={t('endTitle')}
      lede={`${whose}: ${sayKind(limit.kind)}. ${bounds(limit).join(' · ')}`}
      actions={
        <>
          <Button
            look="filled"
            busy={end.isPending}
            onClick={() => end.mutate({ params: { limitId: limit.id } })}
          >
            {t('endNow')}
          </Button>
          <DialogClose render={<Button look="quiet">{f('cancel')}</Button>} />
        </>
      }
    >
      {instead === 'asks' && <p>{t('then.asks')}</p>}
      {instead === 'free' && <p>{t('then.free')}</p>}
      {next && <p>{t('then.limit', { bounds: bounds(next).join(' · '), what: sayKind(next.kind) })}</p>}
      <p>{t('then.stays')}</p>
    </Dialog>
  )
}
