/** A text that every store takes: without NUL, without half surrogates (both are legal in JSON and refused by Postgres). */
export function cleanText(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed()
}
