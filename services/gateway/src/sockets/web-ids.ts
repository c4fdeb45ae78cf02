/** The provider id of a web client's message: clients choose ids for themselves, so the session stands before it. */
export function providerIdOf(session: string, clientId: string): string {
  return `${session}/${clientId}`
}

/** The id that the client gave; the provider's where it was another. */
export function clientIdOf(session: string, providerId: string): string {
  return providerId.startsWith(`${session}/`) ? providerId.slice(session.length + 1) : providerId
}
