import { expect, it } from 'vitest'
import { normalisePlate, normaliseVin } from './vehicle-marks.ts'

it('reads a plate however it is written', () => {
  for (const raw of ['w-12345 x', 'W 12345X', 'w·12345–x', 'W.12345.X'])
    expect(normalisePlate(raw)).toBe('W12345X')
  expect(normalisePlate('mü-ab 123')).toBe('MÜAB123')
  for (const raw of ['', ' - ', 'W12345?', 'ABCDEFGHIJKLM'])
    expect(normalisePlate(raw)).toMatchObject({ field: 'plate' })
})

it('reads a VIN and refuses the letters no VIN has', () => {
  expect(normaliseVin('wvw zzz 1kz aw 123456')).toBe('WVWZZZ1KZAW123456')
  for (const raw of ['', 'WVWZZZ1KZAW12345', 'WVWZZZ1KZAW12345O'])
    expect(normaliseVin(raw)).toMatchObject({ field: 'vin' })
})
