import { fileURLToPath } from 'node:url'
import { loadPack } from '@repartee/packs'
import { describe, expect, it } from 'vitest'
import { turnOf, waiting } from '@repartee/testing/fixtures'
import { detect } from './detect.ts'

const clinic = loadPack(fileURLToPath(new URL('../../../../packs/clinic', import.meta.url)))

describe('two requests in the first message', () => {
  it.each([
    ['en', 'please cancel my appointment and book a physiotherapy session', 'cancel', 'book'],
    ['es', 'quiero cancelar mi cita y reservar una limpieza', 'cancel', 'book'],
    ['ru', 'отмените мою запись и запишите меня на чистку зубов', 'cancel', 'book'],
    ['pt', 'quero cancelar a minha consulta e marcar uma limpeza', 'cancel', 'book'],
  ] as const)('%s: %s', (language, text, one, other) => {
    const { task, competingTask } = detect(turnOf(text, { language }), clinic)
    expect(new Set([task, competingTask])).toEqual(new Set([one, other]))
  })

  it.each([
    ['en', 'I would like to book a cleaning and a filling'],
    ['en', 'can I move my appointment to Friday?'],
    ['en', 'I want to cancel my appointment, sorry'],
    ['es', 'quiero cambiar mi cita al viernes'],
    ['ru', 'перенесите мою запись на пятницу'],
  ] as const)('but one in %s: %s', (language, text) => {
    expect(detect(turnOf(text, { language }), clinic).competingTask).toBeNull()
  })
})

describe('the answer to which of two comes first', () => {
  const pending = waiting('choose_task', {}, [
    { id: 'task=book', title: 'booking an appointment' },
    { id: 'task=cancel', title: 'cancelling your appointment' },
  ])
  it.each([
    ['cancelling first', 'cancel'],
    ['the cancelling, please', 'cancel'],
    ['booking first please', 'book'],
    ['cancel the appointment first', 'cancel'],
    ['the first one', 'book'],
    ['the second', 'cancel'],
  ])('%s is %s', (text, task) => {
    expect(detect(turnOf(text, { pending, task: 'book', state: 'awaiting_info', language: 'en' }), clinic).task).toBe(
      task,
    )
  })
})
