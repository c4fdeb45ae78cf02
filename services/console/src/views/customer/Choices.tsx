import { chat, tap } from '../../customer.ts'
import { openChoices } from '../../state/chat.ts'

/** Buttons and list rows of the last message, to be tapped. */
export function Choices() {
  const choices = openChoices(chat.value)
  if (choices.length === 0) return null
  return (
    <ul class="choices" aria-label="Answers to tap">
      {choices.map((choice) => (
        <li key={choice.id}>
          <button type="button" dir="auto" onClick={() => void tap(choice)}>
            {choice.title}
            {choice.description !== undefined && <small>{choice.description}</small>}
          </button>
        </li>
      ))}
    </ul>
  )
}
