import { bold, dim } from '../progress.mjs'

/**
 * What the person at the keyboard sees when all is ready: where the page is, what is connected, what is missing and how
 * to add it.
 * @param {object} facts
 * @param {NodeJS.ProcessEnv} facts.settings as given by the environment and .env
 * @param {string} facts.pageUrl
 * @param {string[]} facts.servers
 * @param {boolean} facts.isSplit
 * @param {string[]} facts.played providers that the sandbox plays
 * @param {string} facts.sandboxUrl
 * @param {string | undefined} facts.tracesUrl of the local trace view
 * @param {string | undefined} facts.espeak path of the program
 * @param {string[]} facts.models one line for each provider of models
 * @param {string[]} facts.generated names of secrets
 * @param {string} facts.secretsFile
 * @param {string} facts.logFolder
 * @returns {string}
 */
export function summary(facts) {
  const { settings, played, sandboxUrl } = facts
  /** @type {[string, string, string?][]} */
  const rows = [
    ['Servers', facts.servers.join(', ')],
    [
      'Services',
      facts.isSplit ? 'eight processes' : 'eight in one process',
      'a process for each: npm start -- --split',
    ],
    provider(
      'WhatsApp',
      'Meta',
      ['META_ACCESS_TOKEN', 'META_APP_SECRET', 'META_VERIFY_TOKEN'],
      ['/webhooks/whatsapp/meta'],
    ),
    provider(
      'Phone, SMS',
      'Twilio',
      ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
      ['/webhooks/twilio/voice', '/webhooks/twilio/whatsapp'],
    ),
    provider('WhatsApp', 'Evolution', ['EVOLUTION_API_KEY', 'EVOLUTION_API_URL'], ['/webhooks/whatsapp/evolution']),
    ...models(facts.models),
    speech(facts.espeak),
    traces(settings, facts.tracesUrl),
  ]
  if (played.length > 0) rows.push(['Sandbox', sandboxUrl, `what was sent: ${sandboxUrl}/sent`])
  if (facts.generated.length > 0)
    rows.push(['Secrets', `${facts.generated.join(', ')}: generated, in ${facts.secretsFile}`])
  rows.push(['Logs', facts.logFolder])
  const table = rows.flatMap(([name, state, hint]) => [
    `  ${name.padEnd(11)} ${state}`,
    ...(hint ? [dim(`  ${''.padEnd(11)} ${hint}`)] : []),
  ])
  return [
    '',
    bold(`Repartee is running: ${facts.pageUrl}`),
    '',
    ...table,
    '',
    '  Ctrl-C finishes what is being answered and stops everything.',
    '',
  ].join('\n')

  /** @param {string} title @param {string} name @param {string[]} names @param {string[]} paths @returns {[string, string, string?]} */
  function provider(title, name, names, paths) {
    if (played.includes(name))
      return [
        title,
        `${name} is played by the sandbox`,
        `for the real one: ${names.join(', ')} in .env, PUBLIC_URL, and there the webhook ${paths.join(', ')}`,
      ]
    const missing = names.filter((one) => settings[one] === undefined && !facts.generated.includes(one))
    return [title, `${name}, by your settings`, missing.length > 0 ? `not set: ${missing.join(', ')}` : undefined]
  }
}

/** @param {string[]} lines @returns {[string, string, string?][]} */
function models(lines) {
  const hint = 'OPENAI_API_KEY, ANTHROPIC_API_KEY or LLM_COMPATIBLE_URL in .env: docs/models.md'
  if (lines.length === 0) return [['Models', 'none needed: the packs’ rules answer', hint]]
  return lines.map((line, index) => [index === 0 ? 'Models' : '', line])
}

/** @param {string | undefined} espeak @returns {[string, string, string?]} */
function speech(espeak) {
  if (espeak !== undefined) return ['Speech', `espeak-ng (${espeak})`]
  return ['Speech', 'none', 'apt-get install espeak-ng (or brew install espeak-ng)']
}

/** @param {NodeJS.ProcessEnv} settings @param {string | undefined} tracesUrl @returns {[string, string, string?]} */
function traces(settings, tracesUrl) {
  const endpoint = settings.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? settings.OTEL_EXPORTER_OTLP_ENDPOINT
  if (tracesUrl === undefined) return ['Traces', endpoint === undefined ? 'turned off' : `go to ${endpoint}`]
  return ['Traces', `kept here: ${tracesUrl}/traces`, 'to send them on: OTEL_EXPORTER_OTLP_ENDPOINT in .env']
}
