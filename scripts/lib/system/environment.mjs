import { keepsTracesHere, localTraceSettings } from './local-traces.mjs'
import { playedBySandbox } from './providers.mjs'

/**
 * The settings of the services: what was given, and for the rest the generated secrets, the chosen ports, our servers,
 * and the sandbox in place of each provider that has neither a token nor an address.
 * @param {object} parts
 * @param {NodeJS.ProcessEnv} parts.given
 * @param {Record<string, string>} parts.secrets
 * @param {Record<string, string>} parts.ports by setting
 * @param {Record<string, string>} parts.urls of our servers, by setting
 * @param {string} parts.dataFolder
 * @param {import('../servers/programs.mjs').Program} [parts.speaker]
 */
export function systemEnvironment({ given, secrets, ports, urls, dataFolder, speaker }) {
  const gatewayUrl = `http://127.0.0.1:${ports.GATEWAY_PORT}`
  const sandboxUrl = `http://127.0.0.1:${ports.SANDBOX_PORT}`
  const tracesUrl = `http://127.0.0.1:${ports.TRACES_PORT}`
  const sandbox = playedBySandbox(given, sandboxUrl)
  const keepsTraces = keepsTracesHere(given)
  /** @type {NodeJS.ProcessEnv} */
  const environment = {
    ...speaker?.env,
    ...(speaker ? { ESPEAK_PATH: speaker.path } : {}),
    PUBLIC_URL: gatewayUrl,
    GATEWAY_URL: gatewayUrl,
    DATA_FOLDER: dataFolder,
    ...(keepsTraces ? localTraceSettings(tracesUrl) : {}),
    ...(sandbox.played.length > 0 ? { SANDBOX_URL: sandboxUrl } : {}),
    ...given,
    ...secrets,
    ...ports,
    ...urls,
    ...sandbox.settings,
  }
  return {
    environment,
    gatewayUrl,
    sandboxUrl,
    tracesUrl: keepsTraces ? tracesUrl : undefined,
    played: sandbox.played,
  }
}
