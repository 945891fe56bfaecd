import type { Account, GetAccountRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { accountOf } from '../account.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * What holds for all REST APIs of the account.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html
 */
export function getAccount(apis: RestApis): Operation<GetAccountRequest, Account> {
  return {
    members: {},
    permissions: () => apis.permission('GET', '/account'),
    handle() {
      return accountOf(apis);
    },
  };
}
