import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { readNoticeSettings, removeDevice } from '../../contract/notices.ts'
import { keyOf, useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { say } from '../ui/toasts.tsx'
import type { NoticeSettings } from './KindsTable.tsx'
import css from './NoticesSection.module.css'
import { pushedHere, pushHere, pushSupport, stopPushHere } from './push.ts'

const TROUBLE = {
  denied: 'pushDenied',
  refused: 'pushRefused',
  tooMany: 'pushTooMany',
  failed: 'pushFailed',
  insecure: 'pushInsecure',
  no: 'pushCannot',
} as const

/** The browsers that notices are pushed to, and this one if it can be. */
export function DevicesPart({ devices }: { devices: NoticeSettings['devices'] }) {
  const t = useTranslations('notices.me')
  const sayWhen = useSayWhen()
  const queryClient = useQueryClient()
  const support = pushSupport()
  const here = useQuery({ queryKey: ['pushedHere'], queryFn: pushedHere, enabled: support === 'yes' })
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<keyof typeof TROUBLE | null>(support === 'yes' ? null : support)
  const remove = useAct(removeDevice, { onSuccess: () => say({ words: t('pushStopped') }) })
  const isHere = (d: { endpoint: string }) => here.data !== null && d.endpoint === here.data
  const start = async () => {
    setBusy(true)
    const how = await pushHere()
    setTrouble(how === 'done' ? null : how)
    if (how === 'done') say({ words: t('pushDone') })
    setBusy(false)
    await Promise.all([
      here.refetch(),
      queryClient.invalidateQueries({ queryKey: keyOf(readNoticeSettings) }),
    ])
  }
  const stop = async (device: NoticeSettings['devices'][number]) => {
    if (isHere(device)) await stopPushHere()
    await remove.mutateAsync({ params: { deviceId: device.id } }).catch(() => {})
    await here.refetch()
  }
  return (
    <>
      {devices.length === 0 && <p className={css.small}>{t('devicesNone')}</p>}
      {devices.map((device) => (
        <div key={device.id} className={css.device}>
          <span>
            {device.label}{' '}
            <span className={css.small}>
              {isHere(device) ? `${t('thisDevice')}, ` : ''}
              {t('since', { day: sayWhen(device.createdAt, 'day') })}
            </span>
          </span>
          <Button
            size="s"
            aria-label={t('pushStopFor', { device: device.label })}
            onClick={() => void stop(device)}
          >
            {t('pushStop')}
          </Button>
        </div>
      ))}
      {support === 'yes' && !devices.some(isHere) && (
        <p className={css.hint}>
          <Button busy={busy} onClick={() => void start()}>
            {t('pushHere')}
          </Button>
        </p>
      )}
      {trouble && (
        <p className={css.hint} role="alert">
          {t(TROUBLE[trouble])}
        </p>
      )}
      <p className={css.hint}>{t('pushWords')}</p>
    </>
  )
}
