// The one module of the SDK that writes TwiML for calls; the whole SDK takes ten times as long to load.
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { CallStep } from '../core/call.ts'
import { voiceOf } from '../core/voices.ts'

/** Characters that XML 1.0 cannot hold. */
// oxlint-disable-next-line no-control-regex -- it is about them
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g
/** The longest text of one `<Say>`. */
const LONGEST_SAY = 4000

/** A step of a call as TwiML. `gatherUrl` is the public address of the gather webhook, `region` the tenant's country. */
export function twiml({ say, language, next }: CallStep, gatherUrl: string, region: string): string {
  const response = new VoiceResponse()
  const { locale, voice } = voiceOf(language, region)
  // The SDK knows fewer locales and voices than Twilio does.
  const attributes = { language: locale, voice } as unknown as Parameters<typeof response.say>[0]
  const url = (query: Record<string, number>) =>
    `${gatherUrl}?${Object.entries(query)
      .map(([name, value]) => `${name}=${value}`)
      .join('&')}`
  const speaker =
    next.do === 'listen'
      ? response.gather({
          input: ['speech', 'dtmf'],
          action: url({ n: next.gather, silences: next.silences }),
          method: 'POST',
          language: locale as never,
          speechTimeout: 'auto',
          timeout: next.timeoutSeconds,
          actionOnEmptyResult: true,
        })
      : response
  for (const text of say) speaker.say(attributes, text.replaceAll(NOT_XML, ' ').slice(0, LONGEST_SAY))
  if (next.do === 'wait') {
    if (say.length === 0) response.pause({ length: 1 })
    response.redirect({ method: 'POST' }, url({ n: next.gather, waits: next.waits }))
  }
  if (next.do === 'hang_up') response.hangup()
  return response.toString()
}
