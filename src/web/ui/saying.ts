/** What is said at the foot of the screen. */
export type Saying = {
  /** what was done: "Closed", "Promised to Marta by 14:00" */
  words: string
  /** what was kept, what to do */
  detail?: string
  /** takes it back; shown as a button and under `Z` */
  undo?: () => void
  /** what may be done besides, now that it is done: a second button */
  more?: { words: string; run: () => void }
  /** something did not work: stands longer and is read out at once */
  trouble?: boolean
  /** milliseconds it stands; 0 until it is dismissed. Without it 5 s, with an undo 10 s, in trouble 12 s */
  lasts?: number
  /** a saying with the same id replaces the former */
  id?: string
}

/** What shows sayings and takes them away, once it stands on the screen. */
export type Shower = { show: (saying: Saying) => void; close: (id: string) => void }
