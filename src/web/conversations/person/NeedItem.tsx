import { ArrowDown, ArrowUp, Check, Circle, CircleSlash, HandHeart, Handshake, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { accountNeed, orderNeeds } from '../../../contract/needs.ts'
import { PromiseDialog } from '../../promises/PromiseDialog.tsx'
import { useMay } from '../../shell/session.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Menu, MenuItem, MenuLine } from '../../ui/Menu.tsx'
import { sayWhile } from '../../ui/toasts.tsx'
import { type Talk, useTalkAct } from '../talk.ts'
import { CannotDialog } from './CannotDialog.tsx'
import css from './NeedItem.module.css'

type Need = Talk['needs'][number]
const ICONS = {
  open: Circle,
  met: Check,
  promised: HandHeart,
  handed_over: Handshake,
  withdrawn: Check,
  cannot: CircleSlash,
} as const

/** One need; pressed, it asks what became of it. */
export function NeedItem({
  talk,
  need,
  first,
  last,
}: {
  talk: Talk
  need: Need
  first: boolean
  last: boolean
}) {
  const t = useTranslations('conversations.needs')
  const may = useMay('conversations.write')
  const [over, setOver] = useState<'cannot' | 'promise' | null>(null)
  const account = useTalkAct(accountNeed, talk.id)
  const order = useTalkAct(orderNeeds, talk.id)
  const params = { conversationId: talk.id, needId: need.id }
  const withAccount = (as: Need['account']) =>
    talk.needs.map((n) => (n.id === need.id ? { ...n, account: as } : n))
  const become = (as: 'met' | 'withdrawn' | 'open') => {
    const done = account({ params, body: { account: as } }, { needs: withAccount(as) })
    if (as === 'open') return
    void sayWhile(done, {
      id: `need ${talk.id}`,
      words: t(`said.${as}`),
      undo: () => void account({ params, body: { account: 'open' } }, { needs: withAccount('open') }),
    })
  }
  const move = (by: -1 | 1) => {
    const needs = [...talk.needs]
    const at = needs.findIndex((n) => n.id === need.id)
    const [moved] = needs.splice(at, 1)
    if (!moved) return
    needs.splice(at + by, 0, moved)
    void order({ params: { conversationId: talk.id }, body: { needIds: needs.map((n) => n.id) } }, { needs })
  }
  const shown = (
    <>
      <Icon of={ICONS[need.account]} size={16} />
      <span>
        {need.words}
        {need.account !== 'open' && <span className={css.how}> · {t(`account.${need.account}`)}</span>}
        {need.directionGiven && <span className={css.direction}>{need.directionGiven}</span>}
      </span>
    </>
  )
  return (
    <li>
      {may ? (
        <Menu
          trigger={
            <button type="button" className={css.need} data-open={need.account === 'open' || undefined}>
              {shown}
            </button>
          }
        >
          {need.account === 'open' ? (
            <>
              <MenuItem icon={Check} onSelect={() => become('met')}>
                {t('met')}
              </MenuItem>
              {talk.person && (
                <MenuItem icon={HandHeart} onSelect={() => setOver('promise')}>
                  {t('promise')}
                </MenuItem>
              )}
              <MenuItem icon={CircleSlash} onSelect={() => setOver('cannot')}>
                {t('cannot')}
              </MenuItem>
              <MenuItem icon={Undo2} onSelect={() => become('withdrawn')}>
                {t('withdrawn')}
              </MenuItem>
            </>
          ) : (
            <MenuItem icon={Circle} onSelect={() => become('open')}>
              {t('open')}
            </MenuItem>
          )}
          {(!first || !last) && <MenuLine />}
          {!first && (
            <MenuItem icon={ArrowUp} onSelect={() => move(-1)}>
              {t('up')}
            </MenuItem>
          )}
          {!last && (
            <MenuItem icon={ArrowDown} onSelect={() => move(1)}>
              {t('down')}
            </MenuItem>
          )}
        </Menu>
      ) : (
        <div className={css.need}>{shown}</div>
      )}
      {over === 'cannot' && <CannotDialog talk={talk} need={need} onClose={() => setOver(null)} />}
      {over === 'promise' && talk.person && (
        <PromiseDialog
          to={{ personId: talk.person.id, name: talk.person.name }}
          conversationId={talk.id}
          needId={need.id}
          what={need.words}
          siteId={talk.siteId}
          onClose={() => setOver(null)}
        />
      )}
    </li>
  )
}
