/** Text of others, so that no tag of ours can be opened or closed inside it. */
export function asData(text: string): string {
  return text.replaceAll('<', '‹').replaceAll('>', '›')
}

/** One line of others' text, cut to a length. */
export const line = (text: string, longest: number): string => {
  const plain = asData(text).replaceAll(/\s+/gu, ' ').trim()
  return plain.length <= longest ? plain : `${plain.slice(0, longest - 1)}…`
}

/** What a contact wrote, as a block of data. */
export function quoted(text: string, longest: number): string {
  const plain = asData(text).trim()
  return `<contact>\n${plain.length <= longest ? plain : `${plain.slice(0, longest - 1)}…`}\n</contact>`
}

/** Fills `{name}` in a text of ours. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/gu, (whole, name: string) => values[name] ?? whole)
}
