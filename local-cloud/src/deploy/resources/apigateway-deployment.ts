import type { Deployment, Stages } from '@aws-sdk/client-api-gateway';
import * as z from 'zod';
import {
  boolean,
  defined,
  orRemoved,
  type ResourceContext,
  resourceType,
} from '../resource-type.ts';
import {
  methodSetting,
  patchedSettings,
  settingPatches,
  variables,
} from './apigateway-stage-settings.ts';

const SDK_ID = 'API Gateway';

const stageDescription = z.strictObject({
  ...patchedSettings,
  ...methodSetting,
  CacheClusterEnabled: boolean.optional(),
  Description: z.string().optional(),
  TracingEnabled: boolean.optional(),
  Variables: variables,
});

/**
 * The API as it stands when this is made: what it is to have must be made before (`DependsOn`). A stage that is
 * named goes with its last deployment.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html
 */
export const restApiDeployment = resourceType({
  type: 'AWS::ApiGateway::Deployment',
  passing: true,
  properties: z.strictObject({
    RestApiId: z.string(),
    Description: z.string().optional(),
    StageName: z.string().optional(),
    StageDescription: stageDescription.optional(),
  }),
  async create({ RestApiId: restApiId, Description, StageName, StageDescription = {} }, context) {
    const { id } = await context.call<Deployment>(
      SDK_ID,
      'CreateDeployment',
      defined({
        restApiId,
        description: Description,
        stageName: StageName,
        stageDescription: StageDescription.Description,
        variables: StageDescription.Variables,
        tracingEnabled: StageDescription.TracingEnabled,
        cacheClusterEnabled: StageDescription.CacheClusterEnabled,
      }),
    );
    const remove = async () => {
      if (StageName !== undefined) await removeStage(restApiId, StageName, id!, context);
      await context.call(SDK_ID, 'DeleteDeployment', { restApiId, deploymentId: id });
    };
    const patchOperations = patchesOf(StageDescription);
    if (patchOperations.length > 0) {
      await orRemoved(remove, () =>
        context.call(SDK_ID, 'UpdateStage', { restApiId, stageName: StageName, patchOperations }),
      );
    }
    return { ref: id!, attributes: { DeploymentId: id! }, remove };
  },
});

/** What it says itself of methods it says of all of them. */
function patchesOf({
  AccessLogSetting,
  MethodSettings = [],
  CacheClusterEnabled: _cache,
  Description: _description,
  TracingEnabled: _tracing,
  Variables: _variables,
  ...ofAll
}: z.output<typeof stageDescription>) {
  return settingPatches(
    defined({ AccessLogSetting, MethodSettings: [defined(ofAll), ...MethodSettings] }),
  );
}

/** Deletes the stage where it serves this deployment, and no later one. */
async function removeStage(
  restApiId: string,
  stageName: string,
  deploymentId: string,
  context: ResourceContext,
): Promise<void> {
  const { item = [] } = await context.call<Stages>(SDK_ID, 'GetStages', {
    restApiId,
    deploymentId,
  });
  if (!item.some((stage) => stage.stageName === stageName)) return;
  await context.call(SDK_ID, 'DeleteStage', { restApiId, stageName });
}
