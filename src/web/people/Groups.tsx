import { Link } from '@tanstack/react-router'
import { Building2, LogOut, Plus, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { joinHousehold, joinOrganisation, leaveHousehold, leaveOrganisation } from '../../contract/people.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { useAct } from '../api/queries.ts'
import { useMay } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Section } from '../ui/Section.tsx'
import { say } from '../ui/toasts.tsx'
import { JoinGroup } from './JoinGroup.tsx'
import css from './Person.module.css'
import type { Person, PersonGroup } from './person-data.ts'

/** With whom a person lives, or for whom they work: and who else belongs to it. */
export function Groups({ person, kind }: { person: Person; kind: 'household' | 'organisation' }) {
  const t = useTranslations('people.groups')
  const may = useMay('people.write')
  const [joining, setJoining] = useState(false)
  const groups: readonly PersonGroup[] = kind === 'household' ? person.households : person.organisations
  const params = { personId: person.id }
  const joinHome = useAct(joinHousehold, { onSuccess: () => setJoining(false) })
  const joinWork = useAct(joinOrganisation, { onSuccess: () => setJoining(false) })
  const leaveHome = useAct(leaveHousehold)
  const leaveWork = useAct(leaveOrganisation)
  const join = (kind === 'household' ? joinHome : joinWork).mutate
  const back = (group: PersonGroup) =>
    join({ params, body: { id: group.id as string as Id<'group'>, role: group.role } })
  const leave = (group: PersonGroup) => {
    const options = {
      onSuccess: () => say({ words: t('left', { name: group.name }), undo: () => back(group) }),
    }
    if (kind === 'household')
      leaveHome.mutate({ params: { ...params, groupId: group.id as Id<'household'> } }, options)
    else leaveWork.mutate({ params: { ...params, groupId: group.id as Id<'organisation'> } }, options)
  }
  if (groups.length === 0 && !may) return null
  return (
    <Section title={t(`${kind}.title`)}>
      {groups.length === 0 && !joining && <p className={css.none}>{t(`${kind}.none`)}</p>}
      <ul className={css.rows}>
        {groups.map((group) => (
          <li key={group.id}>
            <Icon of={kind === 'household' ? UsersRound : Building2} size={16} />
            <div className={css.words}>
              {group.name}
              {group.role && <span className={css.small}> · {group.role}</span>}
              <div className={css.small}>
                {group.members
                  .filter((other) => other.id !== person.id)
                  .map((other, n) => (
                    <span key={other.id}>
                      {n > 0 && ', '}
                      <Link to="/people/$id" params={{ id: other.id }}>
                        {other.name}
                      </Link>
                      {other.role && ` (${other.role})`}
                    </span>
                  ))}
              </div>
            </div>
            {may && (
              <span className={css.acts}>
                <IconButton
                  icon={LogOut}
                  size="s"
                  label={t('leave', { name: group.name })}
                  onClick={() => leave(group)}
                />
              </span>
            )}
          </li>
        ))}
      </ul>
      {joining && (
        <JoinGroup
          kind={kind}
          busy={joinHome.isPending || joinWork.isPending}
          onJoin={(body) => join({ params, body })}
          onClose={() => setJoining(false)}
        />
      )}
      {may && !joining && (
        <Button look="quiet" size="s" icon={Plus} className={css.add} onClick={() => setJoining(true)}>
          {t(`${kind}.add`)}
        </Button>
      )}
    </Section>
  )
}
