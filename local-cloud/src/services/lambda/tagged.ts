import { notSupported } from '../../core/errors.ts';
import { invalid } from './errors.ts';
import type { LambdaFunction } from './function.ts';
import type { Functions } from './functions.ts';

const MOST_TAGS = 50;

/**
 * The function that an ARN names to be tagged; the tags of other resources are not served.
 *
 * @throws InvalidParameterValueException for a version or an alias, ResourceNotFoundException
 */
export function tagged(functions: Functions, resource = ''): LambdaFunction {
  const [, , , , , kind, , qualifier] = resource.split(':');
  if (kind !== 'function') throw notSupported('Lambda', `tags of a ${kind}`);
  if (qualifier === undefined) return functions.get(resource);
  throw invalid(
    'Tags on function aliases and versions are not supported. Please specify a function ARN.',
  );
}

/** Tags as they can be. Throws InvalidParameterValueException if there are too many. */
export function checkedTags(tags: Readonly<Record<string, string>>) {
  if (Object.keys(tags).length <= MOST_TAGS) return tags;
  throw invalid('Number of tags exceeds resource tag limit.');
}
