import { useNavigate } from '@tanstack/react-router'
import {
  Construction,
  DoorOpen,
  Ellipsis,
  HandHelping,
  HeartHandshake,
  Leaf,
  MessageSquare,
  PersonStanding,
  UserSearch,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { latePart } from '../shell/late-part.tsx'
import { useMay, useSession } from '../shell/session.tsx'
import { useShellActs } from '../shell/shell-acts.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu, MenuItem, MenuLine } from '../ui/Menu.tsx'
import { sayWhile } from '../ui/toasts.tsx'
import { type Arrival, type ArrivalActs, withId } from './counter-acts.ts'

const FrictionDialog = latePart(
  async () => (await import('../goodwill/friction/FrictionDialog.tsx')).FrictionDialog,
)

/** What else one can do with somebody at the counter. */
export function ArrivalMenu({
  arrival,
  acts,
  name,
  onAsk,
}: {
  arrival: Arrival
  acts: ArrivalActs
  name: string
  onAsk: () => void
}) {
  const t = useTranslations('counter')
  const shell = useTranslations('shell')
  const { makeRight } = useShellActs()
  const k = useTranslations('friction.note')
  const mayGive = useMay('goodwill.give')
  const [noting, setNoting] = useState(false)
  const navigate = useNavigate()
  const { member } = useSession()
  const input = withId(arrival, {})
  const isMine = arrival.state === 'being_served' && arrival.with?.id === member.id
  return (
    <>
      <Menu
        align="end"
        trigger={<IconButton icon={Ellipsis} label={t('moreFor', { who: name })} tip={false} />}
      >
        {!isMine && (
          <MenuItem icon={PersonStanding} onSelect={() => acts.serve.mutate(input)}>
            {t('act.serve')}
          </MenuItem>
        )}
        {arrival.state !== 'looking' && (
          <MenuItem icon={Leaf} onSelect={() => acts.looking.mutate(input)}>
            {t('act.looking')}
          </MenuItem>
        )}
        {arrival.state !== 'waiting' && arrival.state !== 'being_served' && (
          <MenuItem icon={HandHelping} onSelect={() => acts.asks.mutate(input)}>
            {t('act.asks')}
          </MenuItem>
        )}
        <MenuItem icon={UserSearch} onSelect={onAsk}>
          {arrival.person ? t('act.note') : t('act.who')}
        </MenuItem>
        <MenuItem
          icon={MessageSquare}
          onSelect={() =>
            void navigate({ to: '/conversations/$id', params: { id: arrival.conversationId }, search: {} })
          }
        >
          {t('act.open')}
        </MenuItem>
        {makeRight && (
          <MenuItem
            icon={HeartHandshake}
            onSelect={() =>
              makeRight(
                arrival.person
                  ? {
                      personId: arrival.person.id,
                      name: arrival.person.name,
                      conversationId: arrival.conversationId,
                    }
                  : { personId: null, conversationId: arrival.conversationId },
              )
            }
          >
            {shell('capture.right')}
          </MenuItem>
        )}
        {mayGive && (
          <MenuItem icon={Construction} onSelect={() => setNoting(true)}>
            {k('verb')}
          </MenuItem>
        )}
        <MenuLine />
        <MenuItem
          icon={DoorOpen}
          onSelect={() => {
            const done = acts.left.mutateAsync(withId(arrival, undefined)).then(
              () => true,
              () => null,
            )
            void sayWhile(done, {
              words: t('gone', { who: name }),
              undo: () => acts.undo.mutate(withId(arrival, { act: 'left' })),
            })
          }}
        >
          {t('act.left')}
        </MenuItem>
      </Menu>
      {noting && <FrictionDialog conversationId={arrival.conversationId} onClose={() => setNoting(false)} />}
    </>
  )
}
