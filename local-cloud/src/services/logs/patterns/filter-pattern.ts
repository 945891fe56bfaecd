import { AwsError } from '../../../core/errors.ts';
import { invalidParameter } from '../errors.ts';
import { fieldPattern } from './fields.ts';
import { jsonPattern } from './json.ts';
import { termPattern } from './terms.ts';

/** Whether a log event's message is what the pattern looks for. */
export type FilterPattern = (message: string) => boolean;

const REGEX = /%(?:[^%\\]|\\.)*%/g;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html */
const MOST_REGEXES = 2;

/**
 * Reads a filter pattern: terms, `{ JSON conditions }` or `[space-delimited fields]`. An empty
 * pattern matches everything. Throws InvalidParameterException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function parseFilterPattern(pattern: string | undefined): FilterPattern {
  const trimmed = pattern?.trim() ?? '';
  if (trimmed === '') return () => true;
  const outsideQuotes = trimmed.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  if ((outsideQuotes.match(REGEX)?.length ?? 0) > MOST_REGEXES) {
    throw invalidParameter(`Invalid filter pattern: more than ${MOST_REGEXES} regular expressions`);
  }
  try {
    if (trimmed.startsWith('{') && trimmed.endsWith('}')) return jsonPattern(trimmed);
    if (trimmed.startsWith('[') && trimmed.endsWith(']')) return fieldPattern(trimmed);
    return termPattern(trimmed);
  } catch (error) {
    if (error instanceof AwsError) throw error;
    throw invalidParameter('Invalid filter pattern: not a regular expression');
  }
}
