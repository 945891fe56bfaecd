import type { GetStagesRequest, Stages } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { ofApi } from '../members.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * The stages of a REST API, or those that serve one deployment.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetStages.html
 */
export function getStages(apis: RestApis): Operation<GetStagesRequest, Stages> {
  return {
    members: { ...ofApi, deploymentId: {} },
    permissions: ({ restApiId }) => apis.permission('GET', `/restapis/${restApiId}/stages`),
    handle({ restApiId, deploymentId }) {
      const all = [...apis.get(restApiId).stages.values()].map(({ description }) => description);
      const isAsked = (stage: (typeof all)[number]) =>
        deploymentId === undefined || stage.deploymentId === deploymentId;
      return { item: all.filter(isAsked) };
    },
  };
}
