import type { JournalEntry } from '../sandbox/journal.ts'

/** One message as `GET /sent` of the sandbox lists it. */
export type SentMessage = Omit<JournalEntry, 'direction'>
/** Narrows what is read; `waitMs` waits so long for the first match. */
export type SentQuery = {
  to?: string
  provider?: JournalEntry['provider']
  kind?: string
  after?: number
  waitMs?: number
}

/** Reads what the business sent, oldest first. */
export async function readSent(sandboxUrl: string, query: SentQuery = {}): Promise<SentMessage[]> {
  const url = new URL('/sent', sandboxUrl)
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value))
  const answer = await fetch(url, { signal: AbortSignal.timeout((query.waitMs ?? 0) + 15_000) })
  if (!answer.ok) throw new Error(`the sandbox answered ${answer.status} to ${url.href}: ${await answer.text()}`)
  return (await answer.json()) as SentMessage[]
}

/** Queues faults in the sandbox; see its README for the fields. */
export async function injectFaults(sandboxUrl: string, ...faults: Record<string, unknown>[]): Promise<void> {
  const answer = await fetch(new URL('/faults', sandboxUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  })
  if (!answer.ok) throw new Error(`the sandbox refused the faults: ${await answer.text()}`)
}
