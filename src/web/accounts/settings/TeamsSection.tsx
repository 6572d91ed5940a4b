import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Name } from '../../ui/Name.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import css from './Settings.module.css'
import type { Team } from './settings-data.ts'
import { TeamDialog } from './TeamDialog.tsx'

/** Groups of members, to hand over to. */
export function TeamsSection() {
  const t = useTranslations('settings.teams')
  const f = useTranslations('form')
  const { teams, members } = useSession()
  const [open, setOpen] = useState<Team['id'] | 'new' | null>(null)
  const namesOf = (team: Team) =>
    members
      .filter((member) => team.memberIds.includes(member.id))
      .map((member) => member.name)
      .join(', ')
  const chosen = teams.find((team) => team.id === open)
  return (
    <>
      <p className={css.lede}>{t('lede')}</p>
      {teams.length > 0 && (
        <ul className={css.rows}>
          {teams.map((team) => (
            <li key={team.id}>
              <div className={css.words}>
                <Name>{team.name}</Name>
                <div className={css.small}>{namesOf(team) || t('nobody')}</div>
              </div>
              <Button onClick={() => setOpen(team.id)}>
                {f('change')}
                <VisuallyHidden> {team.name}</VisuallyHidden>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Button icon={Plus} className={css.add} onClick={() => setOpen('new')}>
        {t('add')}
      </Button>
      {(open === 'new' || chosen) && <TeamDialog team={chosen} onClose={() => setOpen(null)} />}
    </>
  )
}
