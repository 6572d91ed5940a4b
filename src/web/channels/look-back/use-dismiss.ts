import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { dismissFindings, restoreFindings } from '../../../contract/look-back.ts'
import { useAct } from '../../api/queries.ts'
import { say } from '../../ui/toasts.tsx'
import type { Finding } from './look-back-data.ts'

/** The most that are let go in one act. */
const MOST = 100

/** Lets found things go at once on the screen, and takes it back: when asked to, or when the server says no. */
export function useDismiss(): { gone: ReadonlySet<string>; dismiss: (findings: readonly Finding[]) => void } {
  const t = useTranslations('lookBack')
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const dismissal = useAct(dismissFindings)
  const restoring = useAct(restoreFindings)
  const back = (ids: readonly string[]) =>
    setGone((all) => new Set([...all].filter((id) => !ids.includes(id))))
  const dismiss = (findings: readonly Finding[]) => {
    const ids = findings.slice(0, MOST).map((finding) => finding.id)
    setGone((all) => new Set([...all, ...ids]))
    dismissal.mutate({ body: { ids } }, { onError: () => back(ids) })
    const undo = () => {
      restoring.mutate({ body: { ids } }, { onSuccess: () => back(ids) })
    }
    say({ words: t('dismissed', { count: ids.length }), undo })
  }
  return { gone, dismiss }
}
