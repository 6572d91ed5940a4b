let wanted = false

/** Somebody else is looked for: the field that comes now takes the focus, since the button that was pressed goes. */
export function wantFinder(): void {
  wanted = true
}

/** Tells, once, whether the field that just came was asked for. */
export function finderIsWanted(): boolean {
  const is = wanted
  wanted = false
  return is
}
