import * as z from 'zod';
import { texts } from '../../core/json-schemas.ts';
import { defined, resourceType } from '../resource-type.ts';
import { cors } from './cors.ts';

const SDK_ID = 'ApiGatewayV2';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-api.html */
export const httpApi = resourceType({
  type: 'AWS::ApiGatewayV2::Api',
  properties: z.strictObject({
    Name: z.string(),
    ProtocolType: z.literal('HTTP'),
    Description: z.string().optional(),
    Tags: texts.optional(),
    CorsConfiguration: cors.optional(),
  }),
  async create(properties, context) {
    const { ApiId, ApiEndpoint } = await context.call<{ ApiId: string; ApiEndpoint: string }>(
      SDK_ID,
      'CreateApi',
      defined(properties),
    );
    return {
      ref: ApiId,
      attributes: { ApiId, ApiEndpoint },
      remove: () => context.call(SDK_ID, 'DeleteApi', { ApiId }),
    };
  },
  fixed: ['ProtocolType', 'Tags'],
  async update({ ref: ApiId }, { Name, Description = '', CorsConfiguration }, { call }, before) {
    if (before.CorsConfiguration && !CorsConfiguration) {
      await call(SDK_ID, 'DeleteCorsConfiguration', { ApiId });
    }
    await call(SDK_ID, 'UpdateApi', defined({ ApiId, Name, Description, CorsConfiguration }));
    return undefined;
  },
});
