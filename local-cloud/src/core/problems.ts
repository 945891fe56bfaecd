import * as z from 'zod';

/** What is wrong with a value that people wrote, one line for each place and what is wrong there. */
export function problems({ issues }: z.ZodError): string {
  return z.prettifyError({ issues: issues.map((issue) => ({ ...issue, message: said(issue) })) });
}

function said({ message }: { readonly message: string }): string {
  if (message.endsWith('received undefined')) return 'This is missing';
  return message.replace('expected record', 'expected object');
}
