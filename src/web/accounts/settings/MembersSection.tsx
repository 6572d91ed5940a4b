import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { listMembers } from '../../../contract/accounts.ts'
import { listInvitations, revokeInvitation } from '../../../contract/invitations.ts'
import type { Id } from '../../../domain/shared/ids.ts'
import { type Instant, plus } from '../../../domain/shared/time.ts'
import { reading, useAct } from '../../api/queries.ts'
import { useSession } from '../../shell/session.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { useClock } from '../../ui/clock.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Name } from '../../ui/Name.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { say } from '../../ui/toasts.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { When } from '../../ui/When.tsx'
import { AddressOf } from './AddressOf.tsx'
import { InviteDialog } from './InviteDialog.tsx'
import { MemberDialog } from './MemberDialog.tsx'
import css from './Settings.module.css'
import type { Member } from './settings-data.ts'
import { TwoStepHouse } from './TwoStepHouse.tsx'
import { ResetDialog, TwoStepOf } from './TwoStepOf.tsx'

/** The people who serve, and those who are invited. */
export function MembersSection() {
  const t = useTranslations('settings.members')
  const s = useTranslations('shell.jobs')
  const f = useTranslations('form')
  const { member: me } = useSession()
  const { now } = useClock()
  const { data, isError, refetch } = useQuery(reading(listMembers))
  const [open, setOpen] = useState<Member['id'] | 'invite' | null>(null)
  const [lost, setLost] = useState<Member | null>(null)
  const wordsOf = (member: Member) => [member.email, t(`roles.${member.role}`), s(member.job)].join(' · ')
  const chosen = data?.items.find((member) => member.id === open)
  return (
    <>
      {!data && !isError && <SkeletonLines count={4} />}
      {!data && isError && <ErrorState retry={() => void refetch()} />}
      <ul className={css.rows}>
        {data?.items.map((member) => (
          <li key={member.id}>
            <Avatar name={member.name} />
            <div className={css.words}>
              <Name>{member.name}</Name>
              {member.id === me.id && <span className={css.small}> {t('you')}</span>}
              <div className={css.small}>
                {wordsOf(member)}
                <TwoStepOf member={member} />
              </div>
              <AddressOf member={member} />
              {member.endsAt && (
                <div className={css.small}>
                  {t.rich(hasEnded(member.endsAt, now) ? 'ended' : 'ends', {
                    when: () => <When at={member.endsAt!} form="day" />,
                  })}
                </div>
              )}
            </div>
            <Button onClick={() => setOpen(member.id)}>
              {f('change')}
              <VisuallyHidden> {member.name}</VisuallyHidden>
            </Button>
          </li>
        ))}
      </ul>
      <Button look="filled" icon={UserPlus} className={css.add} onClick={() => setOpen('invite')}>
        {t('invite')}
      </Button>
      <Invitations />
      <TwoStepHouse />
      {open === 'invite' && <InviteDialog onClose={() => setOpen(null)} />}
      {chosen && (
        <MemberDialog
          member={chosen}
          onClose={() => setOpen(null)}
          onLost={() => {
            setOpen(null)
            setLost(chosen)
          }}
        />
      )}
      {lost && <ResetDialog member={lost} onClose={() => setLost(null)} />}
    </>
  )
}

// The clock here shows whole minutes: what ended within this one has ended.
function hasEnded(endsAt: Instant, now: string): boolean {
  return plus(endsAt, { minutes: -1 }) < now
}

function Invitations() {
  const t = useTranslations('settings.members')
  const { data } = useQuery(reading(listInvitations))
  const revoke = useAct(revokeInvitation, { onSuccess: () => say({ words: t('revoked') }) })
  if (!data || data.items.length === 0) return null
  return (
    <Section title={t('invited')} className={css.part}>
      <ul className={css.plainRows}>
        {data.items.map((invitation) => (
          <li key={invitation.id}>
            <div className={css.words}>
              {invitation.name}
              <div className={css.small}>
                {[invitation.email, t(`roles.${invitation.role}`)].join(' · ')}
                {' · '}
                {t.rich('until', { when: () => <When at={invitation.expiresAt} form="day" /> })}
              </div>
            </div>
            <Button
              look="quiet"
              onClick={() => revoke.mutate({ params: { invitationId: invitation.id as Id<'invitation'> } })}
            >
              {t('revoke')}
              <VisuallyHidden> {invitation.name}</VisuallyHidden>
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
