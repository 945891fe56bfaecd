import * as z from 'zod';
import { jsonObject, texts } from '../../core/json-schemas.ts';
import { boolean, defined, resourceType } from '../resource-type.ts';

const SDK_ID = 'ApiGatewayV2';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-stage.html */
export const httpApiStage = resourceType({
  type: 'AWS::ApiGatewayV2::Stage',
  properties: z.strictObject({
    ApiId: z.string(),
    StageName: z.string(),
    AutoDeploy: boolean.optional(),
    Description: z.string().optional(),
    AccessLogSettings: z
      .strictObject({ DestinationArn: z.string(), Format: z.string() })
      .optional(),
    DefaultRouteSettings: jsonObject.optional(),
    Tags: texts.optional(),
  }),
  async create(properties, context) {
    const { ApiId, StageName } = properties;
    await context.call(SDK_ID, 'CreateStage', defined(properties));
    return {
      ref: StageName,
      remove: () => context.call(SDK_ID, 'DeleteStage', { ApiId, StageName }),
    };
  },
});
