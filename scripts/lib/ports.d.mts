/** A TCP port of this machine that nobody listens on now, chosen by the system. */
export function freePort(): Promise<number>
