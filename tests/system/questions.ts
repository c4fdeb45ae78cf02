/** Something that a contact asks, and what of the clinic's answer proves that it was understood. */
export interface Question {
  readonly text: string
  readonly says: string
}

/** Questions of the clinic's pack whose answers can be told from each other. */
export const questions: readonly Question[] = [
  { text: 'is there parking?', says: 'public car park' },
  { text: 'what are your opening hours?', says: 'from 8:00 to 20:00' },
  { text: 'do you take my insurance?', says: 'Sanitas' },
  { text: 'is the clinic wheelchair accessible?', says: 'ground floor' },
  { text: 'can I get an invoice?', says: 'invoice after every visit' },
  { text: 'what is your e-mail?', says: 'hola@clinica' },
  { text: 'can I get a sick note?', says: 'certificate of attendance' },
]

/** The question at an index, round and round. */
export function questionAt(index: number): Question {
  const question = questions[index % questions.length]
  if (question === undefined) throw new Error(`there is no question at ${index}`)
  return question
}
