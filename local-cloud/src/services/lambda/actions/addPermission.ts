import type { AddPermissionRequest, AddPermissionResponse } from '@aws-sdk/client-lambda';
import type { Cloud, Operation } from '../../../core/service.ts';
import { conflict, invalid } from '../errors.ts';
import type { Functions } from '../functions.ts';
import { arn, namespacedName, qualifier } from '../members.ts';
import { checkUrlCondition, statementOf } from '../policy.ts';
import { LATEST } from '../qualified.ts';
import { checkRevision } from '../revision.ts';

/**
 * Lets a service, an account or a role use a function: a statement of its resource policy.
 * Errors: ResourceNotFoundException, ResourceConflictException, PreconditionFailedException,
 * InvalidParameterValueException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
export function addPermission(
  cloud: Cloud,
  functions: Functions,
): Operation<AddPermissionRequest, AddPermissionResponse> {
  return {
    members: {
      FunctionName: namespacedName,
      StatementId: { required: true, pattern: '([a-zA-Z0-9-_]+)', length: [1, 100] },
      Action: { required: true, pattern: '(lambda:[*]|lambda:[a-zA-Z]+|[*])' },
      Principal: { required: true, pattern: '[^\\s]+' },
      SourceArn: arn,
      SourceAccount: { pattern: '\\d{12}', length: [0, 12] },
      Qualifier: qualifier,
      RevisionId: {},
      FunctionUrlAuthType: { enum: ['NONE', 'AWS_IAM'] },
      InvokedViaFunctionUrl: {},
    },
    permissions: ({ FunctionName }) => [functions.permission('AddPermission', FunctionName)],
    handle(input) {
      if (input.Qualifier === LATEST) {
        throw invalid('We currently do not support adding policies for $LATEST.');
      }
      const fn = functions.qualified(input.FunctionName, input.Qualifier);
      const { StatementId = '', Action = '', Principal = '', SourceArn, SourceAccount } = input;
      const { FunctionUrlAuthType, InvokedViaFunctionUrl } = input;
      checkUrlCondition(Action, FunctionUrlAuthType);
      checkRevision(input.RevisionId, fn.policyRevisionId);
      if (fn.statements.some(({ Sid }) => Sid === StatementId)) {
        throw conflict(
          `The statement id (${StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
        );
      }
      const ofUrl = { FunctionUrlAuthType, InvokedViaFunctionUrl };
      const given = { StatementId, Action, Principal, SourceArn, SourceAccount, ...ofUrl };
      const statement = statementOf(given, fn.arn);
      fn.statements = [...fn.statements, statement];
      fn.policyRevisionId = cloud.random.uuid();
      return { Statement: JSON.stringify(statement) };
    },
  };
}
