import { BoundedRegex } from '../../core/bounded-regex.ts';

/**
 * A pattern that a whole text must match, as selection patterns and identity validation expressions do.
 *
 * @param budget what matching may take, in milliseconds
 * @throws SyntaxError for what is no pattern
 */
export function wholly(pattern: string, budget?: number): BoundedRegex {
  return new BoundedRegex(`^(?:${pattern})$`, 's', budget);
}
