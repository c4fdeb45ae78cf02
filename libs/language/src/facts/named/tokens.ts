/** A word with the marks that are written to it. */
export interface NameToken {
  readonly text: string
  /** Without marks around it. */
  readonly bare: string
  readonly start: number
  readonly end: number
}

const TOKEN = /\S+/gu
/** Where people forget the space after a sentence: "Inc.I would", "No.Sunrise Dental"; but not in "M.D." or "Ph.D". */
const FORGOTTEN_SPACE = /(?<=(?<![Pp])[\p{L}\d]{2}\.)(?=\p{Lu})|(?<=\p{Ll}[!?])(?=\p{Lu})|(?<=\p{L}\.)(?=I(?:['’]|$))/u
const OPENING = /^[("“«¿¡]+/u
const CLOSING = /[)"”».,;:!?。，！？]+$/u
/** A dot after it ends no sentence. */
const ABBREVIATION = /^(?:\p{L}\.)+$|^(?:dr|dra|mr|mrs|ms|jr|sr|st|mt|ft|prof|inc|co)\.$/iu

export function nameTokens(text: string): NameToken[] {
  return [...text.matchAll(TOKEN)].flatMap(({ 0: written, index }) => {
    let start = index
    return written.split(FORGOTTEN_SPACE).map((part) => {
      const token = {
        text: part,
        bare: part.replace(OPENING, '').replace(CLOSING, ''),
        start,
        end: start + part.length,
      }
      start = token.end
      return token
    })
  })
}

/** Does a sentence end with the token? `next` tells: "M.I would" has lost a space. */
export function endsSentence({ text, end }: NameToken, next: NameToken | undefined): boolean {
  if (next !== undefined && next.start === end) return true
  return /[.!?;:。！？]["”)]*$/u.test(text) && !ABBREVIATION.test(text)
}

export const endsPart = ({ text }: NameToken) => /[,，]$/u.test(text)
