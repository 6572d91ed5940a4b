import { Outlet, useParams } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Panes } from '../ui/Layout.tsx'
import { useMedia } from '../ui/media.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { InboxList } from './InboxList.tsx'
import { NothingOpen } from './NothingOpen.tsx'
import { type Beside, BesideProvider } from './neighbours.ts'
import { PersonPane } from './person/PersonPane.tsx'
import { type SidePane, SidePaneProvider } from './side-pane.ts'
import { useAt } from './views/use-at.ts'

/** Below this width the person does not fit beside the thread; the same number stands in the style of the panes. */
const NARROW = '(max-width: 1180px)'
const HIDDEN = 'servus.person-pane-hidden'

/** Views and list; the conversation one opened stands beside it, and the person beside that. */
export function InboxPage() {
  const t = useTranslations('conversations')
  const params: { id?: string } = useParams({ strict: false })
  const open = params.id !== undefined
  const at = useAt()
  const beside = useRef<Beside | null>(null)
  const narrow = useMedia(NARROW)
  const [hidden, setHidden] = useState(() => localStorage.getItem(HIDDEN) === 'yes')
  const [sheet, setSheet] = useState(false)
  const pane = useMemo<SidePane>(
    () => ({
      shown: narrow ? sheet : !hidden,
      toggle: () => {
        if (narrow) return setSheet((now) => !now)
        localStorage.setItem(HIDDEN, hidden ? 'no' : 'yes')
        setHidden(!hidden)
      },
    }),
    [narrow, sheet, hidden],
  )
  return (
    <BesideProvider value={beside}>
      <Panes
        open={open}
        label={{ list: t('inbox'), side: t('person.pane') }}
        list={<InboxList at={at} open={params.id} />}
        side={params.id && !narrow && !hidden && <PersonPane key={params.id} conversationId={params.id} />}
      >
        <SidePaneProvider value={pane}>
          <Outlet />
        </SidePaneProvider>
        {!open && <NothingOpen view={at.base} />}
        {params.id && narrow && (
          <Sheet side="end" title={t('person.pane')} open={sheet} onOpenChange={setSheet}>
            <PersonPane key={params.id} conversationId={params.id} />
          </Sheet>
        )}
      </Panes>
    </BesideProvider>
  )
}
