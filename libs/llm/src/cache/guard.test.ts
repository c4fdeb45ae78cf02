import { describe, expect, test } from 'vitest'
import { lexicalEmbedder } from '../embedders/lexical.ts'
import { haveSameWords, signatureOf } from './guard.ts'
import { SemanticPartition } from './semantic-partition.ts'
import { normalizedMessage } from './partition.ts'

const same: [language: string, one: string, other: string][] = [
  ['en', 'What are your opening hours?', 'what are the opening hours please'],
  ['en', 'Do you take insurance?', 'Hi, could you tell me: do you take insurance'],
  ['en', 'Where can I park?', 'where can we park'],
  ['en', 'How much is a cleaning?', 'how much is the cleaning?'],
  ['en', 'Do you have parking?', 'Is there parking'],
  ['en', 'When do you open?', 'Hi, could you please tell me: When do you open?'],
  ['en', 'Can I park there?', 'Hello. Can I park there? Thanks!'],
  ['es', '¿Cuáles son sus horarios de apertura?', 'cuales son los horarios de apertura por favor'],
  ['es', '¿Aceptan seguro?', 'hola, aceptan seguro?'],
  ['pt', 'Vocês aceitam cartão?', 'aceitam cartão por favor'],
  ['ru', 'Где у вас парковка?', 'подскажите, где парковка'],
  ['he', 'איפה אפשר לחנות?', 'איפה לחנות בבקשה'],
  ['zh', '请问你们在哪里？', '你们在哪里呢'],
]

const different: [language: string, one: string, other: string][] = [
  ['en', 'Can I move my appointment?', 'Can I cancel my appointment?'],
  ['en', 'Do you open on Monday?', 'Do you open on Sunday?'],
  ['en', 'Are you open tomorrow?', 'Are you open today?'],
  ['en', 'Do you treat children?', "Don't you treat children?"],
  ['en', 'Is it 100 dollars?', 'Is it 1000 dollars?'],
  ['en', 'Is Dr. Ruiz in on Friday?', 'Is Dr. Lopez in on Friday?'],
  ['en', 'is ruiz there', 'is lopez there'],
  ['en', 'When do you open?', 'Where do you open?'],
  ['en', 'Can I come with a dog?', 'Can I come without a dog?'],
  ['en', 'Can I move it from Monday to Tuesday?', 'Can I move it from Tuesday to Monday?'],
  ['en', 'Are you open at 10?', 'Are you open at 11?'],
  ['en', 'How much is a cleaning?', 'How long is a cleaning?'],
  ['es', '¿Puedo cambiar mi cita?', '¿Puedo cancelar mi cita?'],
  ['es', '¿Abren el lunes?', '¿Abren el martes?'],
  ['es', '¿Atienden niños?', '¿No atienden niños?'],
  ['pt', 'Posso remarcar a consulta?', 'Posso cancelar a consulta?'],
  ['pt', 'Abre amanhã?', 'Abre hoje?'],
  ['ru', 'Можно перенести запись?', 'Можно отменить запись?'],
  ['ru', 'Вы работаете в субботу?', 'Вы не работаете в субботу?'],
  ['he', 'אפשר לבטל את התור?', 'אפשר להזיז את התור?'],
  ['he', 'אתם פתוחים ביום ראשון?', 'אתם פתוחים ביום שני?'],
  ['zh', '可以取消预约吗？', '可以更改预约吗？'],
  ['zh', '你们周一营业吗？', '你们周二营业吗？'],
  ['zh', '需要预约吗？', '不需要预约吗？'],
]

function asks(language: string, one: string, other: string): string {
  const embedder = lexicalEmbedder()
  const partition = new SemanticPartition<string>(embedder, language, null)
  const kept = normalizedMessage(one)
  partition.add(kept, { message: one, value: 'the answer', until: Infinity }, embedder.now(kept)!)
  return partition.find(other, embedder.now(normalizedMessage(other))!, embedder.threshold, 0).result
}

describe('two questions', () => {
  test.each(same)('%s: "%s" and "%s" are the same one', (language, one, other) => {
    expect(asks(language, one, other)).toBe('hit')
  })

  test.each(different)('%s: "%s" and "%s" are two', (language, one, other) => {
    expect(asks(language, one, other)).not.toBe('hit')
  })

  test.each(different.filter(([, one]) => !one.includes('ruiz')))(
    '%s: "%s" and "%s" are two, were their vectors the same',
    (language, one, other) => {
      const signatures = [one, other].map((text) => signatureOf({ text, language }))
      expect(signatures[0] === signatures[1] && haveSameWords(one, other)).toBe(false)
    },
  )
})
