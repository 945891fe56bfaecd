import type { CreateDeploymentRequest, CreateStageRequest } from '@aws-sdk/client-api-gateway';
import { notSupported } from '../../core/errors.ts';
import { badRequest } from '../apis/errors.ts';
import type { RestApi, RestStage } from './rest-api.ts';

/** What a stage is made with. */
type Settings = Pick<CreateStageRequest, 'description' | 'tags'> &
  Pick<CreateDeploymentRequest, 'variables' | 'tracingEnabled' | 'cacheClusterEnabled'>;

/**
 * A new stage, which serves a deployment. Tracing is noted, and nothing is traced here.
 *
 * @throws BadRequestException; NotSupportedByLocalCloud for a cache
 */
export function newStage(
  stageName: string,
  deploymentId: string,
  { description, variables, tracingEnabled = false, cacheClusterEnabled, tags }: Settings,
  now: number,
): RestStage {
  refuseCache(cacheClusterEnabled);
  checkVariables(variables);
  const made = new Date(now);
  return {
    description: {
      stageName,
      deploymentId,
      ...(description !== undefined && { description }),
      cacheClusterEnabled: false,
      cacheClusterStatus: 'NOT_AVAILABLE',
      methodSettings: {},
      ...(variables && { variables }),
      tracingEnabled,
      ...(tags && { tags }),
      createdDate: made,
      lastUpdatedDate: made,
    },
    limits: [],
    accessLog: undefined,
  };
}

export function refuseCache(isOn: boolean | undefined): void {
  if (isOn) throw notSupported('API Gateway', 'caches of stages');
}

/** @throws BadRequestException for the id of no deployment of the API */
export function checkDeployment({ deployments }: RestApi, id: string | undefined): void {
  if (!deployments.has(id ?? '')) throw badRequest('Deployment id does not exist');
}

/**
 * Checks the names and values of a stage's variables.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html
 *
 * @throws BadRequestException
 */
export function checkVariables(variables: Readonly<Record<string, string>> = {}): void {
  for (const [name, value] of Object.entries(variables)) {
    if (!/^\w+$/.test(name)) {
      throw badRequest(
        `Invalid stage variable name: ${name}.  Please use names with only word characters.`,
      );
    }
    if (!/^[\w\-.~:/?#&=,]+$/.test(value)) {
      throw badRequest(
        `Invalid stage variable value: ${value}.  Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.`,
      );
    }
  }
}
