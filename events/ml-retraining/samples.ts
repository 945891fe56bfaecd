import { csv, days } from './demand.ts';

/** Files of raw/, which are made when a scenario sends them; write-samples.ts writes them as files. */

export const y2023 = () => csv(days('2023-01-01', 365));
export const y2024 = () => csv(days('2024-01-01', 366));

/** The week after. */
export const newDays = () => csv(days('2025-01-01', 7));

/** The week after that: of the last two days only the weather is known yet. */
export const moreDays = () => csv(days('2025-01-08', 7)).replace(/^(2025-01-1[34]),\d+/gm, '$1,');

/** Too few to learn from. */
export const tenDays = () => csv(days('2025-01-01', 10));

/** A month in which the counter stood still but for a passenger now and then. */
export const standingStill = () =>
  csv(days('2025-01-01', 31).map((day, at) => ({ ...day, ridership: 9000 + (at % 3) })));

/** A year in which ridership has nothing to do with anything. */
export const pureChance = () => {
  const rows = days('2024-01-01', 366);
  return csv(rows.map((day, at) => ({ ...day, ridership: 8000 + ((at * 7919) % 4001) })));
};

/** The second year with rows that are none, of every kind. */
export function badRows(): string {
  const lines = y2024().split('\n');
  const [, january, february, march, april, may] = [0, 10, 40, 70, 100, 130].map(
    (at) => lines[at]!,
  );
  lines[10] = january!.replace(/,\d+,/, ',many,');
  lines[40] = february!.replace(/^[^,]+/, '02/09/2024');
  lines[70] = march!.split(',').slice(0, 9).join(',');
  lines[100] = april!.replace(/,(\d+),/, ',$1000,');
  lines[130] = may!.replace(/,[^,]+(?=(,[^,]+){5}$)/, ',406.2');
  lines.splice(160, 0, lines[159]!);
  return lines.join('\n');
}
