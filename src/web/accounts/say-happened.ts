import { useTranslations } from 'use-intl'
import { useSayRule } from '../contact/say-rule.ts'
import { useSession } from '../shell/session.tsx'
import { useSayWhen } from '../ui/clock.tsx'

/** What of a happening is needed to say it. */
type Happened = {
  kind: string
  actor: { kind: 'member' | 'person' | 'system'; name: string | null }
  data: Record<string, unknown>
  subjects: Record<string, string>
  /** the name of the other of two whom it is about */
  other?: string | null
}

/** Gives a function that says in one sentence what happened and who did it. */
export function useSayHappened(): (happened: Happened) => string {
  const t = useTranslations('happened')
  const sayWhen = useSayWhen()
  const { members } = useSession()
  const sayRule = useSayRule()
  return ({ kind, actor, data, other }) => {
    const who = actor.name ?? (actor.kind === 'system' ? 'Servus' : t('someone'))
    const own = kind.replace('.', '_') as 'promise_made'
    // What an import did nobody typed.
    const brought = `${own}_brought` as 'promise_made'
    const key = data.import !== undefined && t.has(brought) ? brought : own
    const text = (name: string) => (typeof data[name] === 'string' ? (data[name] as string) : '')
    const due = text('due')
    return t.has(key)
      ? t(key, {
          who,
          due: due ? sayWhen(due, 'by') : 'none',
          as: text('as') || text('kind') || text('update') || 'none',
          way: text('channel') || 'none',
          about: text('about') || 'none',
          rule: sayRule(text('why')),
          other: other ?? 'none',
          to: members.find((member) => member.id === data.to)?.name ?? 'none',
        })
      : t('other', { who, kind: kind.replace(/[._]/g, ' ') })
  }
}
