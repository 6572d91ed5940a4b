/** The areas of words that only some pages say, by which they are fetched (`pages.tsx`): the first screen carries none of them. */
export const LATE_AREAS = ['settings', 'imports', 'receipts', 'reports'] as const
