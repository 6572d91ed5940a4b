import { useTranslations } from 'use-intl'
import { nameConversation } from '../../../contract/conversations.ts'
import { takePassedOn } from '../../../contract/passed-on.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { sayWhile } from '../../ui/toasts.tsx'
import { type Message, type Talk, useTalkAct } from '../talk.ts'
import css from './Within.module.css'

/** A mail that was passed on: whoever wrote it first is offered as the person of the conversation; one press, and undone by one. */
export function PassedOn({ message, talk }: { message: Message; talk: Talk }) {
  const t = useTranslations('conversations.within')
  const may = useMay('conversations.write')
  const take = useTalkAct(takePassedOn, talk.id)
  const name = useTalkAct(nameConversation, talk.id)
  const first = message.passedOn
  if (!first) return null
  const whom = first.name || first.address
  if (talk.personCard?.emails.includes(first.address))
    return <p className={css.line}>{t('passedOnTheirs', { name: whom })}</p>
  const params = { conversationId: talk.id }
  const before = talk.person?.id ?? null
  const makeTheirs = async () => {
    await sayWhile(take({ params, body: { messageId: message.id } }, {}), {
      words: t('taken', { name: whom }),
      undo: () => void name({ params, body: { personId: before } }, { person: talk.person }),
    })
  }
  return (
    <p className={css.line}>
      <span>
        {t('passedOn', { name: whom })}
        {first.name && <span className={css.address}> · {first.address}</span>}
      </span>
      {may && (
        <Button size="s" onClick={() => void makeTheirs()}>
          {t('take', { name: whom })}
        </Button>
      )}
    </p>
  )
}
