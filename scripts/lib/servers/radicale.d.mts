/** Whether a CalDAV server can be had here: Debian's package, run by the system's Python. */
export function canHaveRadicale(): boolean

/** Radicale, a real CalDAV server, with one account; nothing is installed. */
export function startRadicale(
  folder: string,
  account: { user: string; password: string },
): Promise<{ url: string; stop(): Promise<void> }>
