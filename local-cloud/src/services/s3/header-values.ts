import { isHeaderName, isHeaderValue } from '../../core/header-text.ts';
import { invalidArgument } from './errors.ts';
import type { ObjectHeaders } from './object.ts';

/** `content-type` of `ContentType`. */
export function headerName(member: string): string {
  return member.replace(/\B[A-Z]/g, '-$&').toLowerCase();
}

/**
 * Throws InvalidArgument where a text cannot be the value of a header: known for texts that are not of ISO 8859-1
 * (https://github.com/guardian/grid/pull/1716), and no answer could be sent with control characters either.
 */
export function checkHeader(name: string, value: string): void {
  if (isHeaderValue(value)) return;
  throw invalidArgument('Header value cannot be represented using ISO-8859-1.', name, value);
}

/**
 * Holds what is said of an object to what can be given back as headers: tasks of Step Functions give any text.
 * Errors: InvalidArgument.
 */
export function checkHeaders({ Metadata = {}, ...headers }: ObjectHeaders): void {
  for (const [member, value] of Object.entries(headers)) {
    if (typeof value === 'string') checkHeader(headerName(member), value);
  }
  for (const [name, value] of Object.entries(Metadata)) {
    const header = `x-amz-meta-${name}`;
    if (!isHeaderName(header)) throw invalidArgument('This is no name of a header.', header);
    checkHeader(header, value);
  }
}
