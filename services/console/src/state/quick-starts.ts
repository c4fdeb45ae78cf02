/** First messages for somebody who does not know what to write, one for each language of the clinic. */
export const quickStarts = [
  { language: 'en', name: 'English', text: 'Hello, I would like a teeth cleaning next Tuesday at 10' },
  { language: 'es', name: 'Español', text: 'Hola, quiero una limpieza dental el martes a las 10' },
  { language: 'ru', name: 'Русский', text: 'Здравствуйте, хочу записаться на чистку зубов во вторник в 10' },
  { language: 'he', name: 'עברית', text: 'שלום, אני רוצה לקבוע תור לניקוי שיניים ביום שלישי ב-10' },
  { language: 'pt', name: 'Português', text: 'Olá, queria marcar uma limpeza dentária para terça às 10' },
] as const
