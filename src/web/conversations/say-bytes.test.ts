import { sayBytes } from './say-bytes.ts'

describe('a size', () => {
  it.each([
    [755, '755 bytes', '755 Byte'],
    [12_400, '12 kB', '12 kB'],
    [999_499, '999 kB', '999 kB'],
    [999_500, '1.0 MB', '1,0 MB'],
    [3_449_000, '3.4 MB', '3,4 MB'],
  ])('of %i is said in the language one reads', (bytes, en, de) => {
    const plain = (said: string) => said.replaceAll('\u00a0', ' ')
    expect([plain(sayBytes(bytes, 'en')), plain(sayBytes(bytes, 'de'))]).toEqual([en, de])
  })
})
