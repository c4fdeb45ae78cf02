/**
 * May a page of this origin talk to us? The page that we serve may, and those of the list (`*`: all); what is no browser
 * names no origin.
 */
export function isAllowedOrigin(
  origin: string | undefined,
  host: string | undefined,
  allowed: readonly string[],
): boolean {
  if (origin === undefined || allowed.includes('*')) return true
  if (!URL.canParse(origin)) return false
  const { origin: plain, host: from } = new URL(origin)
  return from === host || allowed.some((one) => URL.canParse(one) && new URL(one).origin === plain)
}
