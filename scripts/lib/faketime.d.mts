/** Whether clocks of processes can be set here: libfaketime is Debian's. */
export function canFakeTime(): boolean

/** The environment of a process whose wall clock is off by so much, such as `+1h` or `-1h`; how fast time goes stays true. */
export function withClockOff(offset: string): Promise<Record<string, string>>
