import * as z from 'zod';
import { texts } from '../../core/json-schemas.ts';
import {
  boolean,
  defined,
  number,
  orRemoved,
  type ResourceContext,
  resourceType,
  text,
} from '../resource-type.ts';

const SDK_ID = 'API Gateway';

/** CloudFormation takes any text for a boolean, which is false unless it says true: `"'*'"` is one that frameworks write. */
const flags = z.record(
  z.string(),
  z.union([boolean, z.string().transform(() => false)], 'Invalid input: expected true or false'),
);

const integration = z.strictObject({
  Type: z.string(),
  IntegrationHttpMethod: z.string().optional(),
  Uri: z.string().optional(),
  Credentials: z.string().optional(),
  ConnectionType: z.literal('INTERNET').optional(),
  RequestParameters: texts.optional(),
  RequestTemplates: texts.optional(),
  PassthroughBehavior: z.string().optional(),
  ContentHandling: z.string().optional(),
  TimeoutInMillis: number.optional(),
  IntegrationResponses: z
    .array(
      z.strictObject({
        StatusCode: text,
        SelectionPattern: text.optional(),
        ResponseParameters: texts.optional(),
        ResponseTemplates: texts.optional(),
        ContentHandling: z.string().optional(),
      }),
    )
    .optional(),
});

const properties = z.strictObject({
  RestApiId: z.string(),
  ResourceId: z.string(),
  HttpMethod: z.string(),
  AuthorizationType: z.string().optional(),
  AuthorizerId: z.string().optional(),
  ApiKeyRequired: boolean.optional(),
  OperationName: z.string().optional(),
  RequestParameters: flags.optional(),
  MethodResponses: z
    .array(
      z.strictObject({
        StatusCode: text,
        ResponseParameters: flags.optional(),
        ResponseModels: texts.optional(),
      }),
    )
    .optional(),
  Integration: integration.optional(),
});
type Properties = z.output<typeof properties>;

/**
 * A method with its integration and all responses. What a stage serves of it is what its deployment found.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-method.html
 */
export const restApiMethod = resourceType({
  type: 'AWS::ApiGateway::Method',
  passing: true,
  properties,
  async create(given, context) {
    await put(given, context);
    return {
      ref: context.generatedName(64),
      remove: () => context.call(SDK_ID, 'DeleteMethod', namesOf(given)),
    };
  },
  fixed: ['RestApiId', 'ResourceId', 'HttpMethod'],
  /** Another one takes its place. Where that is refused, it is as it was before. */
  async update({ remove }, given, context, before) {
    await remove();
    await orRemoved(
      () => put(before, context),
      () => put(given, context),
    );
    return undefined;
  },
});

function namesOf({
  RestApiId: restApiId,
  ResourceId: resourceId,
  HttpMethod: httpMethod,
}: Properties) {
  return { restApiId, resourceId, httpMethod };
}

async function put(given: Properties, context: ResourceContext): Promise<void> {
  const names = namesOf(given);
  const call = (operation: string, input: object) =>
    context.call(SDK_ID, operation, defined({ ...names, ...input }));
  await call('PutMethod', {
    authorizationType: given.AuthorizationType ?? 'NONE',
    authorizerId: given.AuthorizerId,
    apiKeyRequired: given.ApiKeyRequired,
    operationName: given.OperationName,
    requestParameters: given.RequestParameters,
  });
  await orRemoved(
    () => call('DeleteMethod', {}),
    async () => {
      for (const response of given.MethodResponses ?? []) {
        await call('PutMethodResponse', {
          statusCode: response.StatusCode,
          responseParameters: response.ResponseParameters,
          responseModels: response.ResponseModels,
        });
      }
      if (given.Integration !== undefined) await putIntegration(given.Integration, call);
    },
  );
}

async function putIntegration(
  given: z.output<typeof integration>,
  call: (operation: string, input: object) => Promise<unknown>,
): Promise<void> {
  await call('PutIntegration', {
    type: given.Type,
    integrationHttpMethod: given.IntegrationHttpMethod,
    uri: given.Uri,
    credentials: given.Credentials,
    connectionType: given.ConnectionType,
    requestParameters: given.RequestParameters,
    requestTemplates: given.RequestTemplates,
    passthroughBehavior: given.PassthroughBehavior,
    contentHandling: given.ContentHandling,
    timeoutInMillis: given.TimeoutInMillis,
  });
  for (const response of given.IntegrationResponses ?? []) {
    await call('PutIntegrationResponse', {
      statusCode: response.StatusCode,
      selectionPattern: response.SelectionPattern,
      responseParameters: response.ResponseParameters,
      responseTemplates: response.ResponseTemplates,
      contentHandling: response.ContentHandling,
    });
  }
}
