import type { DeleteAuthorizerRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { conflict } from '../../apis/errors.ts';
import { ofAuthorizer } from '../members.ts';
import { authorizerIn } from '../parts.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * Deletes an authorizer that no method asks. Deployments keep the one that they found.
 * Errors: NotFoundException, ConflictException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteAuthorizer.html
 */
export function deleteAuthorizer(apis: RestApis): Operation<DeleteAuthorizerRequest, object> {
  return {
    members: ofAuthorizer,
    permissions: ({ restApiId, authorizerId }) =>
      apis.permission('DELETE', `/restapis/${restApiId}/authorizers/${authorizerId}`),
    handle({ restApiId, authorizerId }) {
      const { id, name } = authorizerIn(apis, restApiId, authorizerId);
      const api = apis.get(restApiId);
      const user = api.deployable().methods.find(({ method }) => method.authorizerId === id);
      if (user !== undefined) {
        const where = `${user.method.httpMethod}/${user.path}`;
        throw conflict(`Cannot delete authorizer '${name}', is referenced in method: ${where}`);
      }
      api.authorizers.delete(id);
      return {};
    },
  };
}
