import ICAL from 'ical.js'
import {
  atLocal,
  fromEpochMs,
  type Instant,
  isValidDate,
  isValidTime,
  isValidTimeZone,
} from '../../domain/shared/time.ts'
import { decodeText } from './charset.ts'
import type { MailAddress } from './headers.ts'

/** A point of a calendar: `at` where its zone is known; the date, and the time on the wall unless it is a whole day. */
export type CalendarTime = {
  readonly at: Instant | null
  readonly date: string
  readonly time: string | null
}

/** What a calendar file says of an event. `ends` is of a whole day the last day itself. */
export type Invitation = {
  readonly method: 'request' | 'cancel' | 'reply' | 'other'
  readonly uid: string
  readonly what: string
  readonly where: string | null
  readonly starts: CalendarTime
  readonly ends: CalendarTime | null
  readonly repeats: boolean
  readonly organiser: MailAddress | null
  /** Of a reply: what whoever answers says. */
  readonly answer: 'accepted' | 'declined' | 'tentative' | null
}

/** A calendar file that invites to something is small; what is larger is a whole calendar. */
const LARGEST = 1_000_000
const METHODS = { REQUEST: 'request', PUBLISH: 'request', CANCEL: 'cancel', REPLY: 'reply' } as const
const ANSWERS = { ACCEPTED: 'accepted', DECLINED: 'declined', TENTATIVE: 'tentative' } as const

/** Reads what, when and where of the first event of a calendar file (RFC 5545); null where there is none. Never throws. */
export function readInvitation(bytes: Uint8Array, charset: string | null = 'utf-8'): Invitation | null {
  if (bytes.length > LARGEST) return null
  try {
    const calendar = new ICAL.Component(ICAL.parse(decodeText(bytes, charset).text) as unknown[])
    const event = calendar.getFirstSubcomponent('vevent')
    const start = event?.getFirstPropertyValue('dtstart')
    if (!event || !(start instanceof ICAL.Time)) return null
    const said = (name: string) => textIn(event.getFirstPropertyValue(name))
    const cancelled = said('status').toUpperCase() === 'CANCELLED'
    const method = textIn(calendar.getFirstPropertyValue('method')).toUpperCase() as keyof typeof METHODS
    const attendee = event.getFirstProperty('attendee')
    const partstat = textIn(attendee?.getParameter('partstat')).toUpperCase() as keyof typeof ANSWERS
    const zone = textIn(event.getFirstProperty('dtstart')?.getParameter('tzid'))
    return {
      method: cancelled ? 'cancel' : (METHODS[method] ?? 'other'),
      uid: said('uid'),
      what: said('summary').slice(0, 500),
      where: said('location').slice(0, 500) || null,
      starts: timeOf(start, zone),
      ends: endOf(event, start, zone),
      repeats: event.hasProperty('rrule') || event.hasProperty('rdate'),
      organiser: organiserOf(event.getFirstProperty('organizer')),
      answer: method === 'REPLY' ? (ANSWERS[partstat] ?? null) : null,
    }
  } catch {
    return null
  }
}

function endOf(event: ICAL.Component, start: ICAL.Time, zone: string): CalendarTime | null {
  const end = event.getFirstPropertyValue('dtend')
  const lasts = event.getFirstPropertyValue('duration')
  const until = end instanceof ICAL.Time ? end.clone() : start.clone()
  if (!(end instanceof ICAL.Time)) {
    if (!(lasts instanceof ICAL.Duration)) return null
    until.addDuration(lasts)
  }
  // A whole day ends, in the file, with the day after.
  if (until.isDate && until.compareDateOnlyTz(start, start.zone ?? ICAL.Timezone.localTimezone) > 0)
    until.adjust(-1, 0, 0, 0)
  return timeOf(until, zone)
}

function timeOf(time: ICAL.Time, zone: string): CalendarTime {
  const date = `${pad(time.year, 4)}-${pad(time.month)}-${pad(time.day)}`
  if (!isValidDate(date)) throw new Error('no such day')
  if (time.isDate) return { at: null, date, time: null }
  const wall = `${pad(time.hour)}:${pad(time.minute)}`
  return { at: instantOf(time, date, wall, zone), date, time: wall }
}

/** By the zone the file describes, else by one known under that name; a time of no zone is none. */
function instantOf(time: ICAL.Time, date: string, wall: string, zone: string): Instant | null {
  if (time.zone && time.zone !== ICAL.Timezone.localTimezone) return fromEpochMs(time.toUnixTime() * 1000)
  const named = zone.replace(/^\/[^/]+\/[^/]+\/(?=[A-Z])/, '')
  if (!isValidDate(date) || !isValidTime(wall) || !named || !isValidTimeZone(named)) return null
  return atLocal(date, wall, named)
}

function organiserOf(property: ICAL.Property | null): MailAddress | null {
  const address = textIn(property?.getFirstValue())
    .replace(/^mailto:/i, '')
    .trim()
    .toLowerCase()
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(address)) return null
  return { name: textIn(property?.getParameter('cn')) || null, address }
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

function pad(value: number, length = 2): string {
  return String(value).padStart(length, '0')
}
