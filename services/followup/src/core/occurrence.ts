/** `<follow-up id>:<n>`: what happens once. */
export function occurrenceId(followUp: string, number: number): string {
  return `${followUp}:${number}`
}

/** The follow-up and the number in an occurrence's id; null when it is none. */
export function readOccurrence(id: string): { followUp: string; number: number } | null {
  const match = /^([0-9a-f-]{36}):([1-9]\d*)$/.exec(id)
  return match && { followUp: match[1]!, number: Number(match[2]) }
}
