import { invalidParameter } from './errors.ts';

/** Throws InvalidParameterException. */
export function checkGroupName(name: string | undefined): string {
  if (name !== undefined && /^[.\-_/#A-Za-z0-9]{1,512}$/.test(name)) return name;
  throw invalidParameter(
    `1 validation error detected: Value '${name ?? ''}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+`,
  );
}

/** Throws InvalidParameterException. */
export function checkStreamName(name: string | undefined): string {
  if (name !== undefined && /^[^:*]{1,512}$/.test(name)) return name;
  throw invalidParameter(
    `1 validation error detected: Value '${name ?? ''}' at 'logStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:*]*`,
  );
}

/** Throws InvalidParameterException unless the limit is from 1 to `most`. */
export function checkLimit(limit: number | undefined, most: number): void {
  if (limit === undefined || (limit >= 1 && limit <= most)) return;
  const side = limit < 1 ? 'greater than or equal to 1' : `less than or equal to ${most}`;
  throw invalidParameter(
    `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value ${side}`,
  );
}
