import { stripVTControlCharacters } from 'node:util';
import type { Terminal } from './command.ts';

let hasProgress = false;

/** Whatever is printed takes the place of the line of progress. */
function print(stream: NodeJS.WriteStream, text: string): void {
  if (hasProgress) processTerminal.progress('');
  stream.write(`${stream.isTTY ? withoutControls(text) : text}\n`);
}

/** The text without what would steer the terminal: colours are left out, other control characters shown as �. */
export function withoutControls(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll('\r\n', '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '\ufffd');
}

/** The terminal of this process. COLUMNS says how wide it is where it is a file or pipe. */
export const processTerminal: Terminal = {
  columns: process.stdout.columns ?? (Number(process.env.COLUMNS) || undefined),
  out: (text) => print(process.stdout, text),
  err: (text) => print(process.stderr, text),
  progress: (text) => {
    if (!process.stderr.isTTY) return;
    // A line that is longer than the terminal could not be overwritten.
    const shown = text.replace(/\p{Cc}/gu, ' ').slice(0, process.stderr.columns - 1);
    process.stderr.write(`\r\u001b[2K${shown}`);
    hasProgress = shown !== '';
  },
};
