import * as z from 'zod';
import { boolean, defined, document, resourceType } from '../resource-type.ts';

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
    DefaultRouteSettings: document.optional(),
    Tags: z.record(z.string(), z.string()).optional(),
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
