/** A TCP port of this machine that nobody listens on now, chosen by the system. */
export function freePort(): Promise<number>

/** Whether a server could listen on the port now. */
export function isPortFree(port: number): Promise<boolean>

/** The first free port from `first` upwards that is not in `taken`. */
export function nextFreePort(first: number, taken?: ReadonlySet<number>): Promise<number>
