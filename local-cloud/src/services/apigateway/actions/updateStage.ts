import { isDeepStrictEqual } from 'node:util';
import type { Stage, UpdateStageRequest } from '@aws-sdk/client-api-gateway';
import type { Cloud, Operation } from '../../../core/service.ts';
import { AccessLog } from '../../apis/access-log.ts';
import { conflict } from '../../apis/errors.ts';
import { ofStage, patchOperations } from '../members.ts';
import { limitsOf } from '../method-settings.ts';
import { changesOf } from '../patches.ts';
import type { RestStage } from '../rest-api.ts';
import type { RestApis } from '../rest-apis.ts';
import { changedStage } from '../stage-changes.ts';

/**
 * Changes a stage, all that is asked for or nothing: what it serves, its variables, its access log and what
 * it says of methods. Metrics and logs of executions are kept, and change nothing here; canaries, caches
 * and client certificates are refused by name.
 * Errors: NotFoundException, BadRequestException, ConflictException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateStage.html
 */
export function updateStage(apis: RestApis): Operation<UpdateStageRequest, Stage> {
  const { cloud } = apis;
  return {
    members: { ...ofStage, patchOperations },
    permissions: ({ restApiId, stageName }) =>
      apis.permission('PATCH', `/restapis/${restApiId}/stages/${stageName}`),
    async handle({ restApiId, stageName, patchOperations: asked }) {
      const api = apis.get(restApiId);
      const before = api.stage(stageName);
      const changed = changesOf(asked).reduce(
        (stage, change) => changedStage(api, stage, change),
        before.description,
      );
      const limits = limitsOf(cloud.clock, changed.methodSettings ?? {}, {
        settings: before.description.methodSettings ?? {},
        limits: before.limits,
      });
      const accessLog = await accessLogOf(cloud, `${restApiId}/${stageName}`, before, changed);
      if (apis.get(restApiId).stage(stageName) !== before) {
        throw conflict(
          'Unable to complete operation due to concurrent modification. Please try again later.',
        );
      }
      const description = { ...changed, lastUpdatedDate: new Date(cloud.clock.now()) };
      api.stages.set(description.stageName, { description, limits, accessLog });
      return description;
    },
  };
}

async function accessLogOf(
  cloud: Cloud,
  stream: string,
  { description, accessLog }: RestStage,
  { accessLogSettings }: Stage,
): Promise<AccessLog | undefined> {
  if (isDeepStrictEqual(description.accessLogSettings, accessLogSettings)) return accessLog;
  const { destinationArn: DestinationArn, format: Format } = accessLogSettings ?? {};
  if (DestinationArn === undefined || Format === undefined) return undefined;
  return AccessLog.open(cloud, stream, { DestinationArn, Format }, 'rest');
}
