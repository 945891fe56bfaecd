import type { Authorizer } from '@aws-sdk/client-api-gateway';
import * as z from 'zod';
import { defined, number, resourceType } from '../resource-type.ts';

const SDK_ID = 'API Gateway';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-authorizer.html */
export const restApiAuthorizer = resourceType({
  type: 'AWS::ApiGateway::Authorizer',
  passing: true,
  properties: z.strictObject({
    RestApiId: z.string(),
    Name: z.string(),
    Type: z.string(),
    AuthType: z.string().optional(),
    AuthorizerUri: z.string().optional(),
    AuthorizerCredentials: z.string().optional(),
    AuthorizerResultTtlInSeconds: number.optional(),
    IdentitySource: z.string().optional(),
    IdentityValidationExpression: z.string().optional(),
  }),
  async create(properties, context) {
    const { RestApiId: restApiId } = properties;
    const { id } = await context.call<Authorizer>(
      SDK_ID,
      'CreateAuthorizer',
      defined({
        restApiId,
        name: properties.Name,
        type: properties.Type,
        authType: properties.AuthType,
        authorizerUri: properties.AuthorizerUri,
        authorizerCredentials: properties.AuthorizerCredentials,
        authorizerResultTtlInSeconds: properties.AuthorizerResultTtlInSeconds,
        identitySource: properties.IdentitySource,
        identityValidationExpression: properties.IdentityValidationExpression,
      }),
    );
    return {
      ref: id!,
      attributes: { AuthorizerId: id! },
      remove: () => context.call(SDK_ID, 'DeleteAuthorizer', { restApiId, authorizerId: id }),
    };
  },
});
