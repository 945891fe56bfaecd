import * as z from 'zod';

/** So many problems are told at once. */
export const MOST_TOLD = 50;

/** What is wrong with a value that people wrote, one line for each place and what is wrong there. */
export function problems({ issues }: z.ZodError): string {
  const told = issues.slice(0, MOST_TOLD).map((issue) => ({ ...issue, message: said(issue) }));
  return firstOf(z.prettifyError({ issues: told }).split('\n'), issues.length - told.length);
}

/** The first lines of what is wrong, and how many others there are: nobody reads more. */
export function firstOf(lines: readonly string[], others: number): string {
  return [...lines, ...(others > 0 ? [`... and ${others} more`] : [])].join('\n');
}

function said({ message }: { readonly message: string }): string {
  if (message.endsWith('received undefined')) return 'This is missing';
  return message.replace('expected record', 'expected object');
}
