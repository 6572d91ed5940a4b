import { Check, HandHeart, UserRound } from 'lucide-react'
import type { RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { useMay, useSession } from '../shell/session.tsx'
import { useVerbs } from '../ui/hotkeys.tsx'
import type { PromiseShown } from './by-day.ts'
import type { Chosen } from './use-chosen.ts'
import { useKeep } from './use-keep.ts'

/** What the keys do on the Promises screen; those about one promise mean the line that has the focus. */
export function useListVerbs({
  list,
  shown,
  chosen,
  open,
  onTell,
  onMake,
  onGive,
}: {
  list: RefObject<HTMLElement | null>
  shown: readonly PromiseShown[]
  chosen: Chosen
  /** whether the list is of open promises */
  open: boolean
  onTell: (promise: PromiseShown) => void
  onMake: () => void
  onGive: () => void
}): void {
  const t = useTranslations('promises')
  const { member } = useSession()
  const may = useMay('promises.write')
  const keep = useKeep()
  const here = () => {
    const lines = [...(list.current?.querySelectorAll('li') ?? [])]
    return shown[lines.findIndex((line) => line.contains(document.activeElement))]
  }
  const withIt = (act: (promise: PromiseShown) => void) => () => {
    const promise = here()
    if (promise) act(promise)
  }
  // What is owed to me is a colleague's to keep and to tell of.
  const withOurs = (act: (promise: PromiseShown) => void) =>
    withIt((promise) => promise.to.id !== member.id && act(promise))
  const enabled = may && open
  useVerbs([
    { id: 'promises.make', label: t('something'), keys: 'p', icon: HandHeart, enabled: may, run: onMake },
    { id: 'promises.keep', label: t('acts.keep'), keys: 'e', icon: Check, enabled, run: withOurs(keep) },
    { id: 'promises.tell', label: t('line.update'), keys: 'u', enabled, run: withOurs(onTell) },
    {
      id: 'promises.choose',
      label: t('many.choose'),
      keys: 'x',
      enabled,
      run: withIt((p) => chosen.toggle(p.id)),
    },
    {
      id: 'promises.chooseTo',
      label: t('many.chooseTo'),
      keys: 'shift+x',
      enabled,
      run: withIt((p) => chosen.toggle(p.id, true)),
    },
    {
      id: 'promises.give',
      label: t('acts.give'),
      keys: 'a',
      icon: UserRound,
      enabled,
      run: () => {
        const promise = here()
        if (chosen.promises.length === 0 && promise) chosen.toggle(promise.id)
        if (chosen.promises.length > 0 || promise) onGive()
      },
    },
    { id: 'promises.end', label: t('many.end'), keys: 'escape', enabled: chosen.on, run: chosen.end },
  ])
}
