import { answerAsHuman } from '../../watcher.ts'
import { WriteBox } from '../WriteBox.tsx'

/** Where the human writes who has taken over. */
export function HumanBox() {
  return (
    <WriteBox
      label="Answer as a person"
      placeholder="Answer as a person"
      action="Answer"
      isOff={false}
      onWrite={answerAsHuman}
    />
  )
}
