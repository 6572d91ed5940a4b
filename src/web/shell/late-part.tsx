import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useLine } from '../api/line.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Layout.tsx'
import { type Later, later } from '../ui/later.ts'
import { useSayMissing } from '../ui/use-say-missing.ts'
import { fetchCode, isServerThere, NoLineForCode } from './fetch-code.ts'

type More = {
  /** what stands in its place while it comes */
  coming?: ReactNode
  /** what opened it closes again where it does not come; else `onClose` */
  onMissing?: () => void
}

/**
 * A part of a screen that is fetched when it is first drawn, so that the first screen does not carry it. Where it does not come the screen
 * around it goes on: what was opened closes again and says why, what merely stands there is asked for again once there is a line. A `whole` page says
 * so in its place.
 */
export function latePart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { whole = false }: { readonly whole?: boolean } = {},
): (props: Props & More) => ReactNode {
  const late = later(() => fetchCode(load))
  return ({ coming, onMissing, ...props }) => (
    <LatePart
      late={late as Later<ComponentType<object>>}
      whole={whole}
      coming={coming}
      onMissing={onMissing ?? ('onClose' in props ? (props.onClose as () => void) : undefined)}
      given={props}
    />
  )
}

function LatePart({
  late,
  whole,
  coming = null,
  onMissing,
  given,
}: {
  late: Later<ComponentType<object>>
  whole: boolean
  coming: ReactNode
  onMissing: (() => void) | undefined
  given: object
}) {
  const t = useTranslations('ui.error')
  const line = useLine()
  const sayMissing = useSayMissing()
  const [state, setState] = useState<'coming' | 'there' | 'missing'>('coming')
  // biome-ignore lint/correctness/useExhaustiveDependencies: tried again when the line is back, not whenever it is drawn
  useEffect(() => {
    if (late.parts()) return
    let left = false
    const missing = (error: unknown) => {
      if (left) return
      setState('missing')
      const there = !(error instanceof NoLineForCode)
      // What merely stands there is asked for again with the line.
      if (!whole && (there || onMissing)) sayMissing(there)
      onMissing?.()
    }
    late.fetch().then(() => left || setState('there'), missing)
    return () => {
      left = true
    }
  }, [line])
  const Part = late.parts()
  if (Part) return <Part {...given} />
  if (!whole || state !== 'missing') return coming
  const again = async () => {
    setState('coming')
    if (await isServerThere()) location.reload()
    else setState('missing')
  }
  return (
    <main>
      <title>{t('title')}</title>
      <Page>
        <ErrorState heading="h1" retry={again} />
      </Page>
    </main>
  )
}
