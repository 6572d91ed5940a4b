import type { Instant } from '../shared/time.ts'
import { type ConsentStep, type ContactChannel, gets, type Purpose } from './consent.ts'

export const SWITCH_NAMES = ['promises', 'visits', 'feedback', 'touch', 'offers'] as const
/** What people read as one thing, though laws and caps tell its purposes apart. */
export type SwitchName = (typeof SWITCH_NAMES)[number]
/** The ways that can be switched. */
export const SWITCH_CHANNELS = ['email', 'phone'] as const satisfies readonly ContactChannel[]
export type SwitchChannel = (typeof SWITCH_CHANNELS)[number]

/** Of each switch: what a "yes" agrees to (no more than its words say), and what a "no" ends (all that is like it). */
const SWITCHES: Readonly<Record<SwitchName, { yes: readonly Purpose[]; no: readonly Purpose[] }>> = {
  promises: { yes: ['promise_update'], no: ['promise_update'] },
  visits: {
    yes: ['service_transaction', 'appointment_reminder'],
    no: ['service_transaction', 'appointment_reminder'],
  },
  feedback: { yes: ['feedback_invite'], no: ['feedback_invite'] },
  touch: { yes: ['relationship_next_contact'], no: ['relationship_next_contact'] },
  offers: { yes: ['offer'], no: ['offer', 'community', 'referral_ask'] },
}

/** The steps that turning a switch means. */
export function turn(name: SwitchName, channel: ContactChannel, on: boolean, at: Instant): ConsentStep[] {
  return SWITCHES[name][on ? 'yes' : 'no'].map((purpose) => ({
    ...{ purpose, channel, at, expiresAt: null },
    state: on ? 'express' : 'withdrawn',
  }))
}

/** How a switch stands: on if they get all that its "yes" agrees to. */
export function isOn(
  name: SwitchName,
  channel: ContactChannel,
  steps: readonly ConsentStep[],
  now: Instant,
): boolean {
  return SWITCHES[name].yes.every((purpose) => gets(steps, purpose, channel, now))
}

/** Under which switch people find a purpose; null for what cannot be switched: their safety. */
export function switchOf(purpose: Purpose): SwitchName | null {
  return SWITCH_NAMES.find((name) => SWITCHES[name].no.includes(purpose)) ?? null
}
