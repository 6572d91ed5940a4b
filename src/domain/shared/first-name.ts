/** The first name of somebody; the whole of what does not look like a person's name (an address). */
export function firstName(name: string): string {
  const words = name.trim().split(/\s+/)
  return name.includes('@') || name.includes('+') ? name : (words[0] ?? name)
}
