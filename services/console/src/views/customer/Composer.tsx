import { say } from '../../customer.ts'
import { WriteBox } from '../WriteBox.tsx'

/** Where the customer writes. */
export function Composer({ isOff }: { isOff: boolean }) {
  return <WriteBox label="Message to the business" placeholder="Message" action="Send" isOff={isOff} onWrite={say} />
}
