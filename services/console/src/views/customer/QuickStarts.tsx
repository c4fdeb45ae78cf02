import { say } from '../../customer.ts'
import { quickStarts } from '../../state/quick-starts.ts'

/** First messages in each language of the clinic. */
export function QuickStarts() {
  return (
    <ul class="quick-starts" aria-label="First messages">
      {quickStarts.map(({ language, name, text }) => (
        <li key={language}>
          <button type="button" lang={language} dir={language === 'he' ? 'rtl' : 'ltr'} onClick={() => void say(text)}>
            <b>{name}</b>
            <span dir="auto">{text}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
