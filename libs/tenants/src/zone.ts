/** Time zones, as the runtime knows them. */
export const IANAZone = {
  has(name: string): boolean {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
    } catch {
      return false
    }
  },
}
