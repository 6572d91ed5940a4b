export const JOBS = ['receptionist', 'service_advisor', 'technician', 'attendant', 'manager'] as const
/** What somebody mostly does; it decides the first screen and nothing else: rights come with the role. */
export type Job = (typeof JOBS)[number]
export type Screen = 'today' | 'inbox' | 'counter' | 'promises' | 'people'

const first: Record<Job, Screen> = {
  receptionist: 'counter',
  service_advisor: 'today',
  technician: 'promises',
  attendant: 'counter',
  manager: 'today',
}

/** The screen somebody sees first after signing in (S2-06, S2-07, S2-08); never one of figures (S1-31). */
export function firstScreen(job: Job): Screen {
  return first[job]
}
