/** A day of the calendar, `2030-01-31`: such texts compare as days do. */
export type Day = string;

/**
 * The day it is at a moment (ISO 8601), in a time zone (IANA, `America/New_York`). A birthday
 * begins at midnight where the day care is, not where the servers are.
 */
export function dayAt(moment: string, timeZone: string): Day {
  // Sweden writes its dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date(moment));
}

/**
 * Full years lived: one more from each birthday on. Who was born on 29 February has it on 1 March
 * in other years. Below zero for a child that is not born yet.
 */
export function ageOn(today: Day, dateOfBirth: Day): number {
  const years = Number(today.slice(0, 4)) - Number(dateOfBirth.slice(0, 4));
  const birthdayIsToCome = today.slice(4) < dateOfBirth.slice(4);
  return birthdayIsToCome ? years - 1 : years;
}
