import { past } from '../../practice.ts'

/** Practised conversations of before, latest first. */
export function Past() {
  if (past.value.length === 0) return null
  return (
    <table class="practice-past">
      <caption>Practised before</caption>
      <thead>
        <tr>
          <th scope="col">Trainee</th>
          <th scope="col">Customer</th>
          <th scope="col">Turns</th>
          <th scope="col">End</th>
          <th scope="col">Points</th>
        </tr>
      </thead>
      <tbody>
        {past.value.map(({ session, trainee, persona, turns, stage, points }) => (
          <tr key={session}>
            <td>{trainee}</td>
            <td>{persona.replaceAll('_', ' ')}</td>
            <td>{turns}</td>
            <td>{stage}</td>
            <td class="number">{points ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
