import { fillIn, textFor, type Values } from '../../../domain/conversations/saved-replies.ts'
import { openSpans } from '../../../domain/shared/business-hours.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import { type Instant, instant, localParts, type TimeZone } from '../../../domain/shared/time.ts'
import { useSession } from '../../shell/session.tsx'
import { useClock } from '../../ui/clock.tsx'
import type { Talk } from '../talk.ts'

/** Who is written to and what about: a conversation, or one that is about to begin. */
export type AboutWhom = Pick<Talk, 'subject'> & {
  readonly siteId: string | null
  readonly person: { readonly name: string } | null
  readonly personCard: Pick<NonNullable<Talk['personCard']>, 'sayName' | 'languages' | 'things'> | null
  readonly promise: { readonly due: Instant } | null
  readonly reference: string | null
}

/** What is known in a conversation of what saved replies ask for, said in a language: the customer's, not ours. */
export function useValues(talk: AboutWhom): (language: string) => Values {
  const { member, sites } = useSession()
  const clock = useClock()
  const site = sites.find((one) => one.id === talk.siteId)
  const zone = (site?.timeZone ?? clock.zone) as TimeZone
  const vehicles = (talk.personCard?.things ?? []).filter((thing) => thing.kind === 'vehicle')
  const [vehicle] = vehicles
  const name = talk.person?.name
  return (language) => {
    const say = (at: Instant, how: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(language, { timeZone: zone, ...how }).format(new Date(at))
    const time = (at: Instant) => say(at, { hour: '2-digit', minute: '2-digit' })
    const day = localParts(instant(clock.now), zone).date
    const open = site
      ? openSpans(day, { zone, hours: site.openingHours, holidays: site.holidays } as Parameters<
          typeof openSpans
        >[1])
      : []
    return {
      'person.first': name && firstName(name),
      'person.name': name,
      'person.say': talk.personCard?.sayName,
      // Of several nobody can tell which is meant.
      vehicle: vehicles.length === 1 ? [vehicle!.name, vehicle!.plate].filter(Boolean).join(', ') : null,
      'my.first': firstName(member.name),
      'my.name': member.name,
      'site.name': site?.name,
      'site.telephone': site?.telephone,
      'site.hours': open.map(({ from, to }) => `${time(from)}–${time(to)}`).join(', '),
      'promise.due':
        talk.promise &&
        say(talk.promise.due, {
          ...{ weekday: 'long', day: 'numeric', month: 'long' },
          ...{ hour: '2-digit', minute: '2-digit' },
        }),
      subject: talk.subject,
      reference: talk.reference,
    }
  }
}

/** The words of a saved reply as they would be said in a conversation: in the language of the person, filled in. */
export function useFilled(
  talk: AboutWhom,
): (texts: Readonly<Record<string, string>>) => ReturnType<typeof fillIn> {
  const values = useValues(talk)
  const { workspace } = useSession()
  return (texts) => {
    const { language, text } = textFor(texts, [...(talk.personCard?.languages ?? []), workspace.language])
    return fillIn(text, values(language))
  }
}
