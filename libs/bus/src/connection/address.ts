import { WiringError } from '../errors.ts'

/** What nats.js wants to know of an address like `nats://user:password@host:4222,nats://other:4222`. */
export interface Address {
  readonly servers: string[]
  readonly user?: string
  readonly pass?: string
  readonly token?: string
}

/** Reads NATS_URL: servers with commas between, a user and a password, or a token alone, in front of the first one. Throws WiringError. */
export function readAddress(natsUrl: string): Address {
  const urls = natsUrl.split(',').map((text) => readUrl(text.trim()))
  const servers = urls.map(({ protocol, host }) => `${protocol}//${host}`)
  const { username, password } = urls[0]!
  if (!username) return { servers }
  const name = decodeURIComponent(username)
  return password ? { servers, user: name, pass: decodeURIComponent(password) } : { servers, token: name }
}

function readUrl(text: string): URL {
  const url = URL.parse(text.includes('://') ? text : `nats://${text}`)
  if (url?.host) return url
  throw new WiringError(`"${text}" is no address of NATS; it looks like nats://127.0.0.1:4222`)
}
