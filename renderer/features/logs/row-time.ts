const LOCALE = 'en-US'
const timeOfDay = new Intl.DateTimeFormat(LOCALE, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23'
})
const dayAndTime = new Intl.DateTimeFormat(LOCALE, {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23'
})

/** A time's local date, for telling whether two are on the same day. */
export function localDate(time: Date): string {
  return time.toDateString()
}

/** When a request arrived, in few characters: the time of day, and for other days than `today` the date too. */
export function rowTime(iso: string, today: string): string {
  const time = new Date(iso)
  return localDate(time) === today ? timeOfDay.format(time) : dayAndTime.format(time).replace(',', '')
}
