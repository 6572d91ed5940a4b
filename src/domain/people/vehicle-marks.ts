import { type Refusal, refuse } from '../shared/refusal.ts'

/** A number plate as it is compared: upper-case, without blanks, dashes and dots. Refuses what has no 1 to 12 letters and digits. */
export function normalisePlate(raw: string): string | Refusal {
  const plate = raw
    .normalize('NFC')
    .toUpperCase()
    .replace(/[\s\p{Pd}.·•]/gu, '')
  return /^[\p{L}\p{N}]{1,12}$/u.test(plate) ? plate : refuse('invalid_input', { field: 'plate' })
}

/** A vehicle identification number (ISO 3779): 17 letters and digits without I, O and Q. Refuses others; check digits are not everywhere. */
export function normaliseVin(raw: string): string | Refusal {
  const vin = raw.toUpperCase().replace(/[\s-]/g, '')
  return /^[A-HJ-NPR-Z0-9]{17}$/.test(vin) ? vin : refuse('invalid_input', { field: 'vin' })
}
