import { Check, UserRound } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useSession } from '../shell/session.tsx'
import { MenuItem } from '../ui/Menu.tsx'
import { type Colleague, useColleagues } from './colleagues.ts'

/** The colleagues who can keep something, as parts of a menu; who is away is marked. */
export function ColleagueItems({
  onChoose,
  me,
  except = [],
  ticked,
}: {
  onChoose: (colleague: Colleague) => void
  /** how oneself is called; without it one is not offered */
  me?: (name: string) => string
  except?: readonly string[]
  /** who has it now, where that one is offered too */
  ticked?: string | undefined
}) {
  const t = useTranslations('shell.away')
  const { member } = useSession()
  return useColleagues()
    .filter((m) => (me || m.id !== member.id) && !except.includes(m.id))
    .map((m) => (
      <MenuItem
        key={m.id}
        icon={m.id === ticked ? Check : ticked === undefined ? UserRound : undefined}
        hint={m.away && t(m.away)}
        onSelect={() => onChoose(m)}
      >
        {m.id === member.id && me ? me(m.name) : m.name}
      </MenuItem>
    ))
}
