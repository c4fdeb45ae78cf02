import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { FollowUpReason, LanguageCode, Payload, followUpDue } from '@repartee/contracts'
import { loadPack } from '@repartee/packs'
import { wordFollowUp } from './follow-up.ts'

const pack = loadPack(fileURLToPath(new URL('../../../../packs/clinic', import.meta.url)))
const NOW = '2026-11-23T09:00:00.000Z'

const due = (reason: FollowUpReason, language: LanguageCode, startsAt: string): Payload<typeof followUpDue> => ({
  tenant: 'demo',
  session: '00000000-0000-4000-8000-000000000001',
  followUp: '00000000-0000-4000-8000-000000000002',
  occurrence: '00000000-0000-4000-8000-000000000002:1',
  reason,
  dueAt: NOW,
  settings: { businessName: 'Aurora', pack: 'clinic', timeZone: 'Europe/Madrid', region: 'ES', defaultLanguage: 'en' },
  address: { channel: 'whatsapp', provider: 'meta', account: '1', contact: '34600', contactKind: 'phone' },
  contact: {},
  language,
  armedAt: NOW,
  data: {
    booking: '00000000-0000-4000-8000-000000000003',
    service: 'teeth_cleaning',
    resource: 'elena_ruiz',
    startsAt,
    localDate: '2026-11-24',
    localTime: '10:00',
  },
})

describe('a reminder', () => {
  it('asks in the contact’s language whether they will come, and waits for the word', () => {
    const { reply, pending, cancelledByMessage } = wordFollowUp(
      due('booking_reminder', 'es', '2026-11-24T09:00:00.000Z'),
      pack,
      'idle',
      NOW,
    )
    expect(reply.reply).toMatchObject({ language: 'es' })
    expect(reply.reply.text).toContain('limpieza dental')
    expect(reply.reply.choices.map(({ id }) => id)).toEqual(['answer=yes', 'task=move', 'task=cancel'])
    expect(pending).toMatchObject({
      kind: 'confirm_reminder',
      data: { booking: '00000000-0000-4000-8000-000000000003' },
    })
    expect(cancelledByMessage).toBe(false)
  })

  it('two hours before says the hours', () => {
    const { reply } = wordFollowUp(due('booking_reminder', 'en', '2026-11-23T11:00:00.000Z'), pack, 'idle', NOW)
    expect(reply.reply.text).toContain('2 hours')
  })
})

it.each(['unanswered_question', 'silent_in_booking', 'escalation_untaken', 'after_visit', 'dropped_call'] as const)(
  '%s has words in every language of the pack',
  (reason) => {
    for (const language of pack.languages) {
      expect(wordFollowUp(due(reason, language, NOW), pack, 'idle', NOW).reply.reply.text).toContain('Aurora')
    }
  },
)
