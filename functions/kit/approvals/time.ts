const FORMAT = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** A point in time for people: `Thursday 3 January 2030 at 10:15 UTC`. */
export function inWords(time: Date): string {
  return `${FORMAT.format(time).replace(/,/g, '')} UTC`;
}
