import { BoundedRegex } from '../../core/bounded-regex.ts';
import { badRequest } from '../apis/errors.ts';
import { MappingError } from './mapping-template/budget.ts';
import { javaPattern } from './mapping-template/java-regex.ts';

/**
 * A pattern of Java's that a whole text must match, as selection patterns and identity validation
 * expressions do.
 *
 * @param budget what matching may take, in milliseconds
 */
export function wholly(pattern: string, budget?: number): BoundedRegex {
  const { source, flags } = javaPattern(pattern);
  return new BoundedRegex(`^(?:${source})$`, flags, budget);
}

/** Throws BadRequestException for what is no pattern, or one that is not served. */
export function checkJavaPattern(pattern: string, what: string): void {
  try {
    javaPattern(pattern);
  } catch (error) {
    if (!(error instanceof MappingError)) throw error;
    throw badRequest(`Invalid ${what} specified: ${pattern}. ${error.message}`);
  }
}
