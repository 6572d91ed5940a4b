import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useSession } from '../shell/session.tsx'
import { type Choice, Select } from '../ui/Select.tsx'
import { useColleagues } from './colleagues.ts'

type Props = {
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  hideLabel?: boolean
  className?: string | undefined
  disabled?: boolean
  placeholder?: string
  /** a member's id, or a value of the other choices */
  value: string | null
  onChange: (id: string) => void
  /** how oneself is called in the list; without it one is not offered */
  me?: (name: string) => string
  except?: readonly (string | undefined)[]
  /** stays in the list though nothing new can be given to them: who was chosen before */
  present?: string | null
  /** what else can be chosen */
  before?: readonly Choice<string>[]
  after?: readonly Choice<string>[]
}

/** Chooses a colleague who can keep something. Who is away is marked in the list, and said once they are chosen. */
export function ColleagueSelect({
  me,
  except = [],
  present,
  before = [],
  after = [],
  hint,
  ...field
}: Props) {
  const t = useTranslations('shell.away')
  const { member, members } = useSession()
  const colleagues = useColleagues()
  const offered = colleagues.filter((m) => (me || m.id !== member.id) && !except.includes(m.id))
  const chosen = offered.find((m) => m.id === field.value)
  const gone = members.find((m) => m.id === present && !offered.some((one) => one.id === m.id))
  const choices: Choice<string>[] = [
    ...before,
    ...offered.map((m) => ({
      value: m.id as string,
      label: m.id === member.id && me ? me(m.name) : m.name,
      ...(m.away && { hint: t(m.away) }),
    })),
    ...(gone ? [{ value: gone.id as string, label: gone.name }] : []),
    ...after,
  ]
  return (
    <Select
      {...field}
      hint={chosen?.away ? t('chosen', { name: chosen.name, is: chosen.away }) : hint}
      choices={choices}
    />
  )
}
