import { valueOf, type Context } from './context.ts'
import type { Part } from './step.ts'

/** What is said before the matter itself: who we are, a greeting, the truth about being a machine. */
export function opening(context: Context): Part[] {
  const { snapshot } = context.turn
  const { acts, asksIfBot } = context.detection
  const business = snapshot.settings.businessName
  const parts: Part[] = []
  // On the phone the greeting of the call has said it.
  const isIntroduced = snapshot.introduced || context.turn.address.channel === 'phone'
  if (!isIntroduced) parts.push({ key: 'introduction', params: { business } })
  else if (acts.includes('greet')) parts.push(greeting(context, business))
  if (asksIfBot) parts.push({ key: 'bot', params: { business } })
  return parts
}

function greeting(context: Context, business: string): Part {
  const name = valueOf(context, 'name')
  return name === null
    ? { key: 'greeting', params: { business } }
    : { key: 'greeting_known', params: { business, name } }
}

/** What is said when there is no matter: thanks and goodbyes, and to a bare hello what we can do. */
export function courtesy(context: Context): Part[] {
  const { acts, asksIfBot } = context.detection
  const business = context.turn.snapshot.settings.businessName
  if (acts.includes('goodbye')) return [{ key: 'goodbye' }]
  if (acts.includes('thank')) return [{ key: 'thanks' }]
  if (acts.includes('greet') || asksIfBot) return [{ key: 'capabilities', params: { business } }]
  return []
}
