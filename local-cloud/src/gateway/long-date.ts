/** A time as signatures have it, `yyyyMMddTHHmmssZ`, in milliseconds since 1970; undefined for anything else. */
export function longDate(text: string): number | undefined {
  const digits = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  const [year = 0, month = 0, day, hour, minute, second] = digits?.slice(1).map(Number) ?? [];
  return digits === null ? undefined : Date.UTC(year, month - 1, day, hour, minute, second);
}
