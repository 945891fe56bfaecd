import type { Deployment, GetDeploymentRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { notFound } from '../../apis/errors.ts';
import { ofDeployment } from '../members.ts';
import type { RestDeployment } from '../rest-api.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * A deployment of a REST API; with `embed: ['apisummary']` the methods that it found.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployment.html
 */
export function getDeployment(apis: RestApis): Operation<GetDeploymentRequest, Deployment> {
  return {
    members: { ...ofDeployment, embed: { items: { enum: ['apisummary'] } } },
    permissions: ({ restApiId, deploymentId }) =>
      apis.permission('GET', `/restapis/${restApiId}/deployments/${deploymentId}`),
    handle({ restApiId, deploymentId, embed = [] }) {
      const deployment = apis.get(restApiId).deployments.get(deploymentId ?? '');
      if (deployment === undefined) throw notFound('Invalid Deployment identifier specified');
      const { description } = deployment;
      return embed.length > 0 ? { ...description, apiSummary: summaryOf(deployment) } : description;
    },
  };
}

function summaryOf({ methods }: RestDeployment): NonNullable<Deployment['apiSummary']> {
  const byPath = Map.groupBy(methods, ({ path }) => path);
  const paths = [...byPath].map(([path, here]) => {
    const snapshots = here.map(({ method: { httpMethod, authorizationType, apiKeyRequired } }) => [
      httpMethod,
      { authorizationType, apiKeyRequired },
    ]);
    return [path, Object.fromEntries(snapshots)];
  });
  return Object.fromEntries(paths);
}
