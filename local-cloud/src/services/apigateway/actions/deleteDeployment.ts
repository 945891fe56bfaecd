import type { DeleteDeploymentRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { badRequest, notFound } from '../../apis/errors.ts';
import { ofDeployment } from '../members.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * Deletes a deployment that no stage serves.
 * Errors: NotFoundException, BadRequestException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDeployment.html
 */
export function deleteDeployment(apis: RestApis): Operation<DeleteDeploymentRequest, object> {
  return {
    members: ofDeployment,
    permissions: ({ restApiId, deploymentId }) =>
      apis.permission('DELETE', `/restapis/${restApiId}/deployments/${deploymentId}`),
    handle({ restApiId, deploymentId = '' }) {
      const { deployments, stages } = apis.get(restApiId);
      if (!deployments.has(deploymentId)) {
        throw notFound('Invalid Deployment identifier specified');
      }
      const served = [...stages.values()].map(({ description }) => description.deploymentId);
      if (served.includes(deploymentId)) {
        throw badRequest('Active stages pointing to this deployment must be moved or deleted');
      }
      deployments.delete(deploymentId);
      return {};
    },
  };
}
