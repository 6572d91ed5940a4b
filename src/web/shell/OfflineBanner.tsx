import { type ComponentType, lazy, Suspense } from 'react'
import { useCountWaits, useLine } from '../api/line.ts'

/** Fetches the banner before the line is lost: afterwards nothing comes. */
export const fetchOfflineBanner = () => import('./OfflineParts.tsx')

type Banner = ComponentType<{ onLook: () => void }>
const Nothing: Banner = () => null
const fetched = (): Promise<Banner> =>
  fetchOfflineBanner().then(
    ({ OfflineParts }) => OfflineParts,
    () => Nothing,
  )
const Parts = lazy(async () => ({ default: await fetched() }))

/** Says that there is no line, or that something waits to be sent; else draws nothing. */
export function OfflineBanner({ onLook }: { onLook: () => void }) {
  const line = useLine()
  const waits = useCountWaits()
  if (line && waits === 0) return null
  return (
    <Suspense>
      <Parts onLook={onLook} />
    </Suspense>
  )
}
