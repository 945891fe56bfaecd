import type { GetFunctionRequest, GetFunctionResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import type { CodeLinks } from '../code-links.ts';
import type { Functions } from '../functions.ts';
import { namespacedName, qualifier } from '../members.ts';

/**
 * The configuration of a function, its tags, its reserved concurrency, and a link to download the code
 * by.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html
 */
export function getFunction(
  functions: Functions,
  links: CodeLinks,
): Operation<GetFunctionRequest, GetFunctionResponse> {
  return {
    members: { FunctionName: namespacedName, Qualifier: qualifier },
    permissions: ({ FunctionName }) => [functions.permission('GetFunction', FunctionName)],
    handle({ FunctionName, Qualifier }) {
      const { fn, version } = functions.qualified(FunctionName, Qualifier);
      const { reservedConcurrency: reserved, tags } = fn;
      return {
        Configuration: fn.configuration(version),
        Code: { RepositoryType: 'S3', Location: links.link(version.code) },
        ...(Object.keys(tags).length > 0 && { Tags: { ...tags } }),
        ...(reserved !== undefined && { Concurrency: { ReservedConcurrentExecutions: reserved } }),
      };
    },
  };
}
