import { type ComponentType, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useCountWaits, useLine } from '../api/line.ts'
import { Banner } from '../ui/Banner.tsx'

type Parts = ComponentType<{ onLook: () => void }>

let parts: Parts | null = null

/** Fetches the banner before the line is lost: afterwards nothing comes. */
export const fetchOfflineBanner = async () => {
  parts = (await import('./OfflineParts.tsx')).OfflineParts
}

/** Says that there is no line, or that something waits to be sent; else draws nothing. */
export function OfflineBanner({ onLook }: { onLook: () => void }) {
  const t = useTranslations('shell.offline')
  const line = useLine()
  const waits = useCountWaits()
  const [, setFetched] = useState(parts !== null)
  // Where the line went before it was here it is tried again, each time something is to be said.
  useEffect(() => {
    if (parts || (line && waits === 0)) return
    void fetchOfflineBanner().then(
      () => setFetched(true),
      () => {},
    )
  }, [line, waits])
  if (line && waits === 0) return null
  if (parts) {
    const All = parts
    return <All onLook={onLook} />
  }
  const words = [...(line ? [] : [t('words')]), ...(waits > 0 ? [`${t('waiting', { count: waits })}.`] : [])]
  return <Banner>{words.join(' ')}</Banner>
}
