import { useRef } from 'preact/hooks'

interface WriteBoxProps {
  label: string
  placeholder: string
  action: string
  isOff: boolean
  onWrite: (text: string) => Promise<void>
}

/** A line to write in that grows with the text: Enter sends, Shift and Enter begins a new line. */
export function WriteBox({ label, placeholder, action, isOff, onWrite }: WriteBoxProps) {
  const box = useRef<HTMLTextAreaElement>(null)
  const write = () => {
    const text = box.current?.value.trim() ?? ''
    if (box.current === null || text === '') return
    box.current.value = ''
    void onWrite(text)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While a word is composed (Chinese, Japanese), Enter ends the word and not the message.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    write()
  }
  return (
    <form
      class="write-box"
      onSubmit={(event) => {
        event.preventDefault()
        write()
      }}
    >
      <textarea
        ref={box}
        rows={1}
        dir="auto"
        aria-label={label}
        placeholder={placeholder}
        maxLength={4096}
        disabled={isOff}
        onKeyDown={onKeyDown}
      />
      <button type="submit" class="primary" disabled={isOff}>
        {action}
      </button>
    </form>
  )
}
