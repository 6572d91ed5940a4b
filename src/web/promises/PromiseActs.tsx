import { useNavigate } from '@tanstack/react-router'
import { Check, UserRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { breakPromise, reassignPromise } from '../../contract/promises.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import { ColleagueItems } from '../accounts/ColleagueItems.tsx'
import { useAct } from '../api/queries.ts'
import { useSession } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { useVerbs } from '../ui/hotkeys.tsx'
import { Menu, MenuItem } from '../ui/Menu.tsx'
import { say } from '../ui/toasts.tsx'
import type { PromiseShown } from './by-day.ts'
import { MoveDialog } from './MoveDialog.tsx'
import css from './PromisePage.module.css'
import { ReasonDialog } from './ReasonDialog.tsx'
import { ReleaseDialog } from './ReleaseDialog.tsx'
import { useKeep } from './use-keep.ts'

/** What else can become of an open promise: kept, a new date, other hands, let off, broken. */
export function PromiseActs({ promise, open }: { promise: PromiseShown; open: boolean }) {
  const t = useTranslations('promises.acts')
  const { member } = useSession()
  const navigate = useNavigate()
  const [over, setOver] = useState<'move' | 'release' | 'break' | 'give' | null>(null)
  const keep = useKeep()
  const give = useAct(reassignPromise)
  const breakIt = useAct(breakPromise)
  const name = firstName(promise.to.name)
  const params = { promiseId: promise.id }
  const { version } = promise
  const close = () => setOver(null)
  const giveTo = (to: { id: string; name: string }, from: string) =>
    give.mutate(
      { params, body: { ownerId: to.id, version } },
      {
        onSuccess: (given) =>
          say({
            words: t('given', { name: to.name }),
            undo: () => give.mutate({ params, body: { ownerId: from, version: given.version } }),
          }),
      },
    )
  // Only whom it was made to lets us off: a colleague by themselves (P3).
  const mayRelease = promise.to.kind === 'person' || promise.to.id === member.id
  const toMe = promise.to.id === member.id
  const reads = promise.to.kind === 'member' || promise.to.hasPage
  useVerbs([
    { id: 'promise.keep', label: t('keep'), keys: 'e', icon: Check, enabled: open, run: () => keep(promise) },
    { id: 'promise.move', label: t('move'), keys: 'h', enabled: open, run: () => setOver('move') },
    { id: 'promise.give', label: t('give'), keys: 'a', enabled: open, run: () => setOver('give') },
  ])
  return (
    <>
      {open && (
        <div className={css.acts}>
          <Button icon={Check} onClick={() => keep(promise)}>
            {t('keep')}
          </Button>
          <Button look="quiet" onClick={() => setOver('move')}>
            {t('move')}
          </Button>
          <Menu
            open={over === 'give'}
            onOpenChange={(open) => setOver(open ? 'give' : null)}
            trigger={
              <Button look="quiet" icon={UserRound}>
                {promise.owner.id === member.id ? t('mine') : t('owned', { name: promise.owner.name })}
              </Button>
            }
          >
            <ColleagueItems
              me={(name) => t('toMe', { name })}
              except={[promise.owner.id, promise.to.id]}
              onChoose={(m) => giveTo(m, promise.owner.id)}
            />
          </Menu>
          <Menu trigger={<Button look="quiet">{t('more')}</Button>}>
            {mayRelease && (
              <MenuItem onSelect={() => setOver('release')}>
                {toMe ? t('releaseMine') : t('release', { name })}
              </MenuItem>
            )}
            <MenuItem onSelect={() => setOver('break')}>{t('break')}</MenuItem>
          </Menu>
        </div>
      )}
      {over === 'move' && (
        <MoveDialog
          promise={promise}
          onClose={close}
          onMoved={(id) => void navigate({ to: '/promises/$id', params: { id } })}
        />
      )}
      {over === 'release' && <ReleaseDialog promise={promise} onClose={close} />}
      {over === 'break' && (
        <ReasonDialog
          title={t('breakTitle')}
          lede={t(reads ? 'breakLede' : 'breakLedeUnseen', { name })}
          label={t('breakWhy')}
          act={t('breakAct')}
          busy={breakIt.isPending}
          promise={promise}
          onClose={close}
          onSend={(why, seen) =>
            breakIt.mutate({ params, body: { why, version: seen } }, { onSuccess: close })
          }
        />
      )}
    </>
  )
}
