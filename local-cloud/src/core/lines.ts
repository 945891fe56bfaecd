import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/**
 * A longer line is told in parts: an event of CloudWatch Logs holds 256 KiB, 26 bytes of them its own,
 * and in UTF-8 a unit of UTF-16 takes three bytes at most.
 */
const LONGEST = Math.floor((256 * 1024 - 26) / 3);

/** Tells each line of a stream of UTF-8, and at its end what is left. */
export function eachLine(stream: Readable, tell: (line: string) => void): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const take = (text: string) => {
    const lines = (rest + text).split(/\r?\n/);
    const last = lines.pop()!;
    for (const line of lines) tell(untilShort(line, tell));
    rest = untilShort(last, tell);
  };
  stream.on('data', (bytes: Buffer) => take(decoder.write(bytes)));
  stream.on('end', () => {
    take(decoder.end());
    if (rest !== '') tell(rest);
  });
}

/** Tells the parts of a line but for the last, which it gives. */
function untilShort(line: string, tell: (part: string) => void): string {
  let at = 0;
  for (; line.length - at > LONGEST; at += LONGEST) tell(line.slice(at, at + LONGEST));
  return line.slice(at);
}
