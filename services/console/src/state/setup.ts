/** One thing that can be connected. */
export interface SetupItem {
  name: string
  state: 'connected' | 'sandbox' | 'missing'
  detail: string
  /** What to set or do, when it is not connected. */
  how: string | null
}

/** What is connected here, and what is missing. */
export interface Setup {
  tenant: string
  businessName: string
  items: SetupItem[]
}

export function readSetup(answer: unknown): Setup {
  return answer as Setup
}
