import { AwsError } from '../../core/errors.ts';
import { invalidArgument } from './errors.ts';

/** How long a token for the next page can be used, in milliseconds. */
const LIFETIME = 300_000;

/** Where a list goes on. */
export interface Page {
  readonly stream: string;
  /** What the page comes after. */
  readonly after: string;
}

/** A token for the next page, for the next five minutes. */
export function encodePage({ stream, after }: Page, now: number): string {
  return Buffer.from(`${now}/${stream}/${after}`).toString('base64');
}

/** Throws InvalidArgumentException, ExpiredNextTokenException. */
export function decodePage(token: string, now: number): Page {
  const [at, stream, after] = Buffer.from(token, 'base64').toString().split('/');
  if (stream === undefined || after === undefined) throw invalidArgument('Invalid NextToken.');
  if (now - Number(at) > LIFETIME) {
    throw new AwsError('ExpiredNextTokenException', 'The NextToken has expired.');
  }
  return { stream, after };
}
