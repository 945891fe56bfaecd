import type { FunctionConfiguration, PublishVersionRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import { invalid } from '../errors.ts';
import type { Functions } from '../functions.ts';
import { plainName } from '../members.ts';
import { checkRevision } from '../revision.ts';

/**
 * Makes a version of a function's code and settings as they are now. It never changes; while
 * nothing changes in the function either, the last version is given again.
 * Errors: ResourceNotFoundException, InvalidParameterValueException, PreconditionFailedException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html
 */
export function publishVersion(
  functions: Functions,
): Operation<PublishVersionRequest, FunctionConfiguration> {
  return {
    members: {
      FunctionName: plainName,
      CodeSha256: {},
      Description: { length: [0, 256] },
      RevisionId: {},
    },
    permissions: ({ FunctionName }) => [functions.permission('PublishVersion', FunctionName)],
    handle({ FunctionName, CodeSha256, Description, RevisionId }) {
      const fn = functions.get(FunctionName);
      checkRevision(RevisionId, fn.revisionId);
      const { codeSha256 } = fn.latest;
      if (CodeSha256 && CodeSha256 !== codeSha256) {
        throw invalid(
          `CodeSHA256 (${CodeSha256}) is different from current CodeSHA256 in $LATEST (${codeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
        );
      }
      return fn.configuration(fn.publish(Description));
    },
  };
}
