/** How long a reply may be taken back (seconds): whoever writes chooses, the shortest if they do not. */
export const UNDO_CHOICES = [10, 20, 30] as const

/** The seconds in which a reply can be taken back: a mail waits so long before it leaves, a word before their page shows it. */
export function undoSeconds(chosen: unknown): number {
  return UNDO_CHOICES.find((seconds) => seconds === chosen) ?? UNDO_CHOICES[0]
}
