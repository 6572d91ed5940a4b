import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { chooseStandIn, readStandIn } from '../../../contract/standing-in.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import type { Id } from '../../../domain/shared/ids.ts'
import { reading, useAct } from '../../api/queries.ts'
import { say } from '../../ui/toasts.tsx'
import { ColleagueSelect } from '../ColleagueSelect.tsx'

const NOBODY = 'nobody'

/** Who hears of a colleague’s promises in their place; saved as it is chosen. */
export function StandInField({ member }: { member: { id: Id<'member'>; name: string } }) {
  const t = useTranslations('promises.standIn')
  const f = useTranslations('form')
  const params = { memberId: member.id }
  const { data } = useQuery(reading(readStandIn, { params }))
  const act = useAct(chooseStandIn, { onSuccess: () => say({ words: f('saved') }) })
  const present = data?.memberId ?? null
  const shown = act.isPending ? (act.variables.body.memberId ?? NOBODY) : (present ?? NOBODY)
  return (
    <ColleagueSelect
      label={t('of', { name: firstName(member.name) })}
      hint={t('ofHint', { name: firstName(member.name) })}
      disabled={!data}
      value={shown}
      onChange={(chosen) =>
        act.mutate({ params, body: { memberId: chosen === NOBODY ? null : (chosen as Id<'member'>) } })
      }
      me={(name) => name}
      except={[member.id]}
      present={present}
      before={[{ value: NOBODY, label: t('noOne') }]}
    />
  )
}
