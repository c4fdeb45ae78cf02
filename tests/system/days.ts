/** The next day of the week (0 Sunday) at least `daysAhead` days from now that is none of `closed`: YYYY-MM-DD. */
export function nextWeekday(weekday: number, daysAhead: number, closed: readonly string[] = []): string {
  const day = new Date(Date.now() + daysAhead * 86_400_000)
  while (day.getUTCDay() !== weekday || closed.includes(day.toISOString().slice(0, 10))) {
    day.setUTCDate(day.getUTCDate() + 1)
  }
  return day.toISOString().slice(0, 10)
}
