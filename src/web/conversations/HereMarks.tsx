import { useTranslations } from 'use-intl'
import { useHere } from '../api/here.ts'
import { useSession } from '../shell/session.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import css from './HereMarks.module.css'

/** The most rounds that stand beside each other; the rest is a number. */
const MOST = 3

/** Which colleagues are in a conversation just now, as small rounds; nothing where nobody is. */
export function HereMarks({ conversationId }: { conversationId: string }) {
  const t = useTranslations('conversations.together')
  const those = useNamesHere(conversationId)
  if (those.length === 0) return null
  const words = those.map(({ name, writing }) => t(writing ? 'writes' : 'looks', { name })).join(', ')
  return (
    <span className={css.marks} title={words}>
      {those.slice(0, MOST).map(({ id, name, writing }) => (
        <span key={id} className={writing ? css.writing : css.mark}>
          <Avatar name={name} size="s" />
        </span>
      ))}
      {those.length > MOST && <span className={css.more}>+{those.length - MOST}</span>}
      <span className="sr-only">{words}</span>
    </span>
  )
}

/** “Ana is writing…” over the composer; nothing where nobody writes. */
export function WritingNow({ conversationId }: { conversationId: string }) {
  const t = useTranslations('conversations.together')
  const names = useNamesHere(conversationId).flatMap((one) => (one.writing ? [one.name] : []))
  return (
    <div className={css.now} role="status">
      {names.length > 0 && t('writingNow', { names: names.join(', '), count: names.length })}
    </div>
  )
}

function useNamesHere(conversationId: string) {
  const { members } = useSession()
  return useHere(conversationId).flatMap(({ memberId, writing }) => {
    const member = members.find((m) => m.id === memberId)
    return member ? [{ id: memberId, name: member.name, writing }] : []
  })
}
