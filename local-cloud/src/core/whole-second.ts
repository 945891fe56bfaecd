/** The second that a time is in: services that tell times to the second cut the rest off. */
export function wholeSecond(ms: number): Date {
  return new Date(Math.floor(ms / 1000) * 1000);
}
