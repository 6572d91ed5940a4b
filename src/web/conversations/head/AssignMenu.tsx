import { Handshake, UserRound, UserRoundX } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { assignConversation } from '../../../contract/conversations.ts'
import { ColleagueItems } from '../../accounts/ColleagueItems.tsx'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Menu, MenuItem, MenuLine } from '../../ui/Menu.tsx'
import { sayWhile } from '../../ui/toasts.tsx'
import { type Talk, useTalkAct } from '../talk.ts'
import css from './ConversationHead.module.css'

/** Whose conversation it is, and giving it to somebody else or to nobody. */
export function AssignMenu({
  talk,
  open,
  onOpenChange,
  onHandOver,
}: {
  talk: Talk
  open: boolean
  onOpenChange: (open: boolean) => void
  /** the warm way: it ends only when they accept */
  onHandOver: () => void
}) {
  const t = useTranslations('conversations.assign')
  const { member } = useSession()
  const assign = useTalkAct(assignConversation, talk.id)
  const give = async (to: Talk['assignee']) => {
    const before = talk.assignee
    const send = (who: Talk['assignee']) =>
      assign({ params: { conversationId: talk.id }, body: { memberId: who?.id ?? null } }, { assignee: who })
    await sayWhile(send(to), {
      words: to ? (to.id === member.id ? t('yoursNow') : t('given', { name: to.name })) : t('nobodysNow'),
      undo: () => void send(before),
    })
  }
  return (
    <Menu
      open={open}
      onOpenChange={onOpenChange}
      align="end"
      trigger={
        <Button look="quiet" icon={UserRound} className={css.whose}>
          <span>
            {talk.assignee
              ? talk.assignee.id === member.id
                ? t('you')
                : t('has', { name: talk.assignee.name })
              : t('nobody')}
          </span>
        </Button>
      }
    >
      {talk.assignee?.id !== member.id && (
        <>
          <MenuItem icon={UserRound} onSelect={() => void give({ id: member.id, name: member.name })}>
            {t('take')}
          </MenuItem>
          <MenuLine />
        </>
      )}
      <ColleagueItems ticked={talk.assignee?.id ?? ''} onChoose={({ id, name }) => void give({ id, name })} />
      <MenuLine />
      <MenuItem icon={Handshake} keys="shift+a" onSelect={onHandOver}>
        {t('warmly')}
      </MenuItem>
      {talk.assignee && (
        <MenuItem icon={UserRoundX} onSelect={() => void give(null)}>
          {t('toNobody')}
        </MenuItem>
      )}
    </Menu>
  )
}
