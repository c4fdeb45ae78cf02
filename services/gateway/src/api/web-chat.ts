import type { Choice } from '@repartee/contracts'
import type { Packs } from '@repartee/packs'
import { Problem } from '@repartee/service'
import { sessionIdOf } from '@repartee/session'
import { randomUUID } from 'node:crypto'
import type { SessionClaims } from './session-token.ts'
import type { Instance } from '../instances/instance.ts'
import type { Instances } from '../instances/instances.ts'
import { addressOf, type Intake } from '../intake/intake.ts'
import { providerIdOf } from '../sockets/web-ids.ts'
import type { Doorkeeper } from './doorkeeper.ts'

/** What a client says. */
export interface ClientMessage {
  /** The client's: the same one again is the same message. */
  readonly id: string
  readonly text: string
  readonly choice?: Choice | undefined
}

/** What somebody wants to begin. */
export interface WantedSession {
  readonly tenant: string
  readonly pack?: string | undefined
  readonly role?: SessionClaims['role'] | undefined
  readonly persona?: string | undefined
  readonly trainee?: string | undefined
}

/** The web chat: sessions that begin here, and what their contacts say. */
export class WebChat {
  constructor(
    private readonly instances: Instances,
    private readonly packs: Packs,
    private readonly intake: Intake,
    private readonly doorkeeper: Doorkeeper,
  ) {}

  /** Begins a session of a tenant's web chat. Only operators choose another pack than the tenant's, or listen to its coach. */
  begin(wanted: WantedSession, isOperator: boolean) {
    const instance = this.instances.all().find(({ tenant, channel }) => tenant === wanted.tenant && channel === 'web')
    if (instance === undefined) throw new Problem(404, 'Not Found', { detail: 'this tenant has no web chat' })
    const pack = wanted.pack ?? instance.settings.pack
    if (pack !== instance.settings.pack && !isOperator) {
      throw new Problem(403, 'Forbidden', { detail: `this tenant speaks by the pack ${instance.settings.pack}` })
    }
    const audience = this.audienceOf(pack)
    const role = wanted.role ?? (audience === 'trainee' ? 'trainee' : 'contact')
    if (role === 'trainee' && audience !== 'trainee' && !isOperator) {
      throw new Problem(403, 'Forbidden', { detail: 'the coach of this pack speaks to the business, not to contacts' })
    }
    const practice = role === 'trainee' ? this.practiceOf(pack, wanted) : undefined
    const contact = randomUUID()
    const session = sessionIdOf(instance.tenant, instance.name, addressOf(instance, { contact, contactKind: 'web' }))
    return this.doorkeeper.issue({
      tenant: instance.tenant,
      session,
      instance: instance.name,
      contact,
      pack,
      role,
      ...(practice && { practice }),
    })
  }

  /** Takes in what a contact says. Throws a Problem with 503 when it cannot be stored. */
  async receive(claims: SessionClaims, { id, text, choice }: ClientMessage) {
    const instance = this.instanceOf(claims)
    const now = new Date().toISOString()
    const providerId = providerIdOf(claims.session, id)
    return this.intake.receive({
      instance: {
        ...instance,
        settings: { ...instance.settings, pack: claims.pack, ...(claims.practice && { practice: claims.practice }) },
      },
      from: { contact: claims.contact, contactKind: 'web' },
      message: { providerId, at: now, kind: choice ? 'choice' : 'text', text, ...(choice && { choice }) },
      receivedAt: now,
    })
  }

  /** May contacts see a reply as it streams? Not where detectors look at the whole of it before it leaves. */
  showsStream(claims: SessionClaims | null | undefined): boolean {
    return claims != null && this.packs.of(claims).replyChecks.every(({ kind }) => kind !== 'detector')
  }

  private instanceOf({ instance: name }: SessionClaims): Instance {
    const instance = this.instances.all().find((one) => one.name === name)
    if (instance === undefined) throw new Problem(404, 'Not Found', { detail: 'this web chat is not there any more' })
    return instance
  }

  /** On whom a trainee practises: who is wanted, else the pack's first; undefined where the pack plays nobody. */
  private practiceOf(pack: string, { persona, trainee }: WantedSession): SessionClaims['practice'] {
    const personas = this.packs.of({ pack }).practice?.personas ?? []
    const [first] = personas
    if (first === undefined) return undefined
    if (persona !== undefined && !personas.some(({ id }) => id === persona)) {
      const detail = `there is no customer ${persona}; there are: ${personas.map(({ id }) => id).join(', ')}`
      throw new Problem(400, 'Bad Request', { detail })
    }
    return { persona: persona ?? first.id, trainee: trainee ?? 'trainee' }
  }

  private audienceOf(pack: string): 'agent' | 'trainee' {
    try {
      return this.packs.of({ pack }).coach.audience
    } catch (error) {
      throw new Problem(404, 'Not Found', { detail: `there is no pack ${pack}`, cause: error })
    }
  }
}
