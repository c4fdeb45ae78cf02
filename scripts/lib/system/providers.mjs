/**
 * @typedef {object} Provider
 * @property {string} name
 * @property {string} token the setting whose absence, with that of `url`, gives the provider to the sandbox
 * @property {string} url
 * @property {string} path of the API below the base URL
 */

/** @type {readonly Provider[]} */
const providers = [
  { name: 'Meta', token: 'META_ACCESS_TOKEN', url: 'META_GRAPH_URL', path: '/v23.0' },
  { name: 'Twilio', token: 'TWILIO_AUTH_TOKEN', url: 'TWILIO_API_URL', path: '' },
  { name: 'Evolution', token: 'EVOLUTION_API_KEY', url: 'EVOLUTION_API_URL', path: '' },
]

/**
 * The providers that the sandbox plays: those whose access token and base URL are both unset.
 * @param {NodeJS.ProcessEnv} settings as given, without generated secrets
 * @param {string} sandboxUrl
 * @returns {{ played: string[], settings: Record<string, string> }}
 */
export function playedBySandbox(settings, sandboxUrl) {
  const played = providers.filter(({ token, url }) => settings[token] === undefined && settings[url] === undefined)
  return {
    played: played.map(({ name }) => name),
    settings: Object.fromEntries(
      played.flatMap(({ token, url, path }) => [
        [url, `${sandboxUrl}${path}`],
        // Those of Twilio and Evolution also open our webhooks: they are generated with the other secrets.
        ...(token === 'META_ACCESS_TOKEN' ? [[token, 'sandbox-access-token']] : []),
      ]),
    ),
  }
}
