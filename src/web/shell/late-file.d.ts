type Late = import('./late-words.ts').LateWords

declare module '*.json?late' {
  export const settings: Late['settings']
  export const imports: Late['imports']
  export const receipts: Late['receipts']
  export const reports: Late['reports']
}
