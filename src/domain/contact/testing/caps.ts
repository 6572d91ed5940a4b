import type { Caps } from '../can-contact.ts'

/** How often somebody who asked for nothing hears from us at most (DOMAIN 6.3, rules 7 and 8). */
export const USUAL_CAPS: Caps = {
  each: {
    offer: [{ most: 1, days: 30 }],
    relationship_next_contact: [
      { most: 1, days: 14 },
      { most: 4, days: 90 },
    ],
    feedback_invite: [{ most: 1, days: 30 }],
    referral_ask: [{ most: 1, days: 365 }],
  },
  together: { most: 2, days: 30 },
  declinedDays: 180,
}
