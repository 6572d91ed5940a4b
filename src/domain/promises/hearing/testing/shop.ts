import type { Schedule } from '../../../shared/business-hours.ts'
import { atLocal, type LocalDate, type LocalTime, localParts } from '../../../shared/time.ts'
import { hearPromises } from '../heard.ts'

/** Open Monday to Friday 8 to 18, Saturday 9 to 12; 8 December is a holiday. */
export function shop(zone: string): Schedule {
  const weekday = [{ from: '08:00', to: '18:00' }]
  const hours = { ...{ 1: weekday, 2: weekday, 3: weekday, 4: weekday, 5: weekday } }
  const saturday = [{ from: '09:00', to: '12:00' }]
  return { zone, hours: { ...hours, 6: saturday }, holidays: [{ date: '2026-12-08' }] } as never
}
export const vienna = shop('Europe/Vienna')

/** When a sentence's one promise falls due, said at a place at its local time; `?` stands between what is asked back. */
export function due(sentence: string, said: string, schedule = vienna): string {
  const now = atLocal(said.slice(0, 10) as LocalDate, said.slice(11) as LocalTime, schedule.zone)
  const heard = hearPromises(sentence, { now, schedule })
  if (heard.length !== 1) return `${heard.length} heard`
  const local = (at: string) => {
    const { date, time } = localParts(at as never, schedule.zone)
    return `${date.slice(5)} ${time}`
  }
  const found = heard[0]!.due
  if (found.kind === 'at') return local(found.instant)
  if (found.kind === 'ambiguous') return `${found.options.map(local).join(' ? ')} ?`
  if (found.kind !== 'past') return found.kind
  return `over${found.next ? `, or ${local(found.next)} ?` : ''}`
}
