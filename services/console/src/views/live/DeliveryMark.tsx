import { notSent } from '../../state/entries.ts'
import type { Delivery, Watched } from '../../state/watched.ts'

const LOOKS: Record<Delivery['mark'], { sign: string; words: string; tone: string }> = {
  none: { sign: '◷', words: 'not sent yet', tone: '' },
  held: { sign: '⏸', words: 'held back', tone: 'warn' },
  sent: { sign: '✓', words: 'sent', tone: '' },
  delivered: { sign: '✓✓', words: 'delivered', tone: '' },
  read: { sign: '✓✓', words: 'read', tone: 'seen' },
  failed: { sign: '!', words: 'not delivered', tone: 'bad' },
  blocked: { sign: '⦸', words: 'not sent', tone: 'bad' },
}

/** Where a message is on its way to the contact. */
export function DeliveryMark({ of, in: { deliveries } }: { of: string; in: Watched }) {
  const { mark, detail } = deliveries[of] ?? notSent
  const { sign, words, tone } = LOOKS[mark]
  return (
    <span class={`delivery ${tone}`} data-mark={mark}>
      <span aria-hidden="true">{sign}</span> {words}
      {detail !== null && `: ${detail}`}
    </span>
  )
}
