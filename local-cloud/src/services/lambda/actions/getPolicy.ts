import type { GetPolicyRequest, GetPolicyResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import { notFound } from '../errors.ts';
import type { Functions } from '../functions.ts';
import { namespacedName, qualifier } from '../members.ts';

/**
 * The resource policy of a function as JSON text.
 * Errors: ResourceNotFoundException, also when the function has no policy.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html
 */
export function getPolicy(functions: Functions): Operation<GetPolicyRequest, GetPolicyResponse> {
  return {
    members: { FunctionName: namespacedName, Qualifier: qualifier },
    permissions: ({ FunctionName }) => [functions.permission('GetPolicy', FunctionName)],
    handle({ FunctionName, Qualifier }) {
      const { policy, policyRevisionId } = functions.qualified(FunctionName, Qualifier);
      if (policy === undefined) throw notFound('The resource you requested does not exist.');
      return { Policy: JSON.stringify(policy), RevisionId: policyRevisionId };
    },
  };
}
