import { type ComponentType, lazy, Suspense } from 'react'
import { useTranslations } from 'use-intl'
import { useCountWaits, useLine } from '../api/line.ts'
import { Banner } from '../ui/Banner.tsx'

/** Fetches the banner before the line is lost: afterwards nothing comes. */
export const fetchOfflineBanner = () => import('./OfflineParts.tsx')

type Parts = ComponentType<{ onLook: () => void }>

/** What can be said before all of it is here, or where the line went first. */
const Plain: Parts = () => {
  const t = useTranslations('shell.offline')
  return useLine() ? null : <Banner>{t('words')}</Banner>
}
const fetched = (): Promise<Parts> =>
  fetchOfflineBanner().then(
    ({ OfflineParts }) => OfflineParts,
    () => Plain,
  )
const Parts = lazy(async () => ({ default: await fetched() }))

/** Says that there is no line, or that something waits to be sent; else draws nothing. */
export function OfflineBanner({ onLook }: { onLook: () => void }) {
  const line = useLine()
  const waits = useCountWaits()
  if (line && waits === 0) return null
  return (
    <Suspense fallback={<Plain onLook={onLook} />}>
      <Parts onLook={onLook} />
    </Suspense>
  )
}
