const KEY = 'repartee.token'

/**
 * The administrator's token: out of the link's fragment (`#token=…`), which never leaves the browser, else what this tab
 * was given before. The fragment is taken off the address, so that it is not shared by accident.
 */
export function readToken(): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get('token')
  if (given === null || given === '') return sessionStorage.getItem(KEY)
  keepToken(given)
  history.replaceState(null, '', location.pathname + location.search)
  return given
}

/** Keeps the token for this tab, or forgets it. */
export function keepToken(token: string | null): void {
  if (token === null) sessionStorage.removeItem(KEY)
  else sessionStorage.setItem(KEY, token)
}
