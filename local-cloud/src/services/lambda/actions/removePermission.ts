import type { RemovePermissionRequest } from '@aws-sdk/client-lambda';
import type { Cloud, Operation } from '../../../core/service.ts';
import { notFound } from '../errors.ts';
import type { Functions } from '../functions.ts';
import { namespacedName, qualifier } from '../members.ts';
import { checkRevision } from '../revision.ts';

/**
 * Takes a statement out of a function's resource policy.
 * Errors: ResourceNotFoundException, PreconditionFailedException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html
 */
export function removePermission(
  cloud: Cloud,
  functions: Functions,
): Operation<RemovePermissionRequest, object> {
  return {
    members: {
      FunctionName: namespacedName,
      StatementId: { required: true, pattern: '([a-zA-Z0-9-_.]+)', length: [1, 100] },
      Qualifier: qualifier,
      RevisionId: {},
    },
    permissions: ({ FunctionName }) => [functions.permission('RemovePermission', FunctionName)],
    handle({ FunctionName, StatementId, Qualifier, RevisionId }) {
      const fn = functions.qualified(FunctionName, Qualifier);
      if (fn.statements.length === 0) {
        throw notFound('No policy is associated with the given resource.');
      }
      checkRevision(RevisionId, fn.policyRevisionId);
      const left = fn.statements.filter(({ Sid }) => Sid !== StatementId);
      if (left.length === fn.statements.length) {
        throw notFound(`Statement ${StatementId} is not found in resource policy.`);
      }
      fn.statements = left;
      fn.policyRevisionId = cloud.random.uuid();
      return {};
    },
  };
}
