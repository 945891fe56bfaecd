import type { Account, UpdateAccountRequest } from '@aws-sdk/client-api-gateway';
import type { Cloud, Operation } from '../../../core/service.ts';
import { badRequest } from '../../apis/errors.ts';
import { passRole } from '../../apis/role.ts';
import { failureOf } from '../../attempt.ts';
import { accountOf } from '../account.ts';
import { gatewayOrRole } from '../function-call.ts';
import { patchOperations } from '../members.ts';
import { changesOf, checkReplace } from '../patches.ts';
import type { RestApis } from '../rest-apis.ts';

const ROLE = '/cloudwatchRoleArn';

/**
 * Changes the role that API Gateway writes logs with, which must let it in. Nothing is written with it
 * here: access logs are written in the account's own name.
 * Errors: BadRequestException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateAccount.html
 */
export function updateAccount(apis: RestApis): Operation<UpdateAccountRequest, Account> {
  return {
    members: { patchOperations },
    permissions: ({ patchOperations: asked = [] }) => [
      ...apis.permission('PATCH', '/account'),
      ...asked.flatMap(({ path, value }) => (path === ROLE && value ? passRole(value) : [])),
    ],
    async handle({ patchOperations: asked }) {
      const changes = changesOf(asked);
      for (const change of changes) {
        if (change.path !== ROLE) throw badRequest(`Invalid patch path ${change.path}`);
        checkReplace(change);
        if (change.value !== '') await checkRole(apis.cloud, change.value);
      }
      const last = changes.at(-1);
      if (last !== undefined) apis.cloudwatchRoleArn = last.value || undefined;
      return accountOf(apis);
    },
  };
}

async function checkRole(cloud: Cloud, roleArn: string): Promise<void> {
  const account = `arn:aws:apigateway:${cloud.region}::/account`;
  if ((await failureOf(() => gatewayOrRole(cloud, roleArn, account))) === undefined) return;
  throw badRequest(
    'The role ARN does not have required permissions configured. Please grant trust permission for API Gateway and add the required role policy.',
  );
}
