type Thing = { readonly name: string; readonly plate: string | null; readonly vin?: string | null }

/** A thing as one line says it: what it is called, its plate and where given its VIN; what says the same stands once. */
export function thingInWords(thing: Thing): string {
  return [thing.name, ...marksBeside(thing)].filter((w) => w !== '').join(' · ')
}

/** What a thing bears beside its name: nothing of it where it is called by its plate or VIN. */
export function marksBeside({ name, plate, vin }: Thing): string[] {
  return [plate, vin].filter((mark): mark is string => !!mark && bare(mark) !== bare(name))
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}
