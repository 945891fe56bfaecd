import type { PatchOperation, RestApi } from '@aws-sdk/client-api-gateway';
import * as z from 'zod';
import { UserError } from '../../core/errors.ts';
import { isObject, type JsonObject } from '../../core/json.ts';
import { jsonObject, texts } from '../../core/json-schemas.ts';
import { readTemplate } from '../apart/read-template.ts';
import {
  boolean,
  defined,
  orRemoved,
  type ResourceContext,
  resourceType,
  tagMap,
  tags,
} from '../resource-type.ts';

const SDK_ID = 'API Gateway';

const properties = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  ApiKeySourceType: z.string().optional(),
  /** With `~1` for `/`, as AWS's documentation has it, or without. */
  BinaryMediaTypes: z.array(z.string().transform((type) => type.replaceAll('~1', '/'))).optional(),
  Body: jsonObject.optional(),
  /** Also a path, as `aws cloudformation package` takes it. */
  BodyS3Location: z
    .union([
      z.string(),
      z.strictObject({
        Bucket: z.string(),
        Key: z.string(),
        Version: z.string().optional(),
        ETag: z.string().optional(),
      }),
    ])
    .optional(),
  DisableExecuteApiEndpoint: boolean.optional(),
  EndpointConfiguration: z
    .strictObject({ Types: z.array(z.string()).optional(), IpAddressType: z.string().optional() })
    .optional(),
  FailOnWarnings: boolean.optional(),
  Mode: z.enum(['merge', 'overwrite']).optional(),
  Parameters: texts.optional(),
  Policy: z.union([jsonObject, z.string()]).optional(),
  Tags: tags.optional(),
});
type Properties = z.output<typeof properties>;

/**
 * What the properties say of it goes before what the document in `Body` or at `BodyS3Location` says.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-restapi.html
 */
export const restApi = resourceType({
  type: 'AWS::ApiGateway::RestApi',
  properties,
  async create(given, context) {
    const { EndpointConfiguration: endpoint = endpointIn(given) } = given;
    const body = await bodyOf(given, context);
    const { id, rootResourceId } = await context.call<RestApi>(
      SDK_ID,
      'CreateRestApi',
      defined({
        name: given.Name ?? titleOf(body),
        description: given.Description,
        apiKeySource: given.ApiKeySourceType,
        binaryMediaTypes: given.BinaryMediaTypes,
        disableExecuteApiEndpoint: given.DisableExecuteApiEndpoint,
        endpointConfiguration:
          endpoint && defined({ types: endpoint.Types, ipAddressType: endpoint.IpAddressType }),
        policy: policyText(given.Policy),
        tags: tagMap(given.Tags),
      }),
    );
    const remove = () => context.call(SDK_ID, 'DeleteRestApi', { restApiId: id });
    if (body !== undefined) await orRemoved(remove, () => put(id!, body, given, context));
    return {
      ref: id!,
      attributes: { RestApiId: id!, RootResourceId: rootResourceId! },
      remove,
    };
  },
  fixed: ['ApiKeySourceType', 'DisableExecuteApiEndpoint', 'EndpointConfiguration', 'Tags'],
  async update({ ref: restApiId }, given, context, before) {
    const { Name, Description = '', Policy, BinaryMediaTypes } = given;
    const body = await bodyOf(given, context);
    if (body !== undefined) {
      await put(restApiId, body, given, context);
      return undefined;
    }
    const patchOperations = [
      ...(Name === undefined ? [] : [{ op: 'replace', path: '/name', value: Name }]),
      { op: 'replace', path: '/description', value: Description },
      { op: 'replace', path: '/policy', value: policyText(Policy) ?? '' },
      ...mediaTypePatches(before.BinaryMediaTypes, BinaryMediaTypes),
    ];
    await context.call(SDK_ID, 'UpdateRestApi', { restApiId, patchOperations });
    return undefined;
  },
});

/**
 * Its document. CloudFormation's functions in one that is not in the template are none.
 *
 * @throws UserError
 */
async function bodyOf(
  { Body, BodyS3Location: location }: Properties,
  { artifact, logicalId }: ResourceContext,
): Promise<JsonObject | undefined> {
  if (location === undefined) return Body;
  if (Body !== undefined) {
    throw new UserError(`${logicalId} has both Body and BodyS3Location`, {
      fix: 'Keep one of them.',
    });
  }
  const [key, bucket] = typeof location === 'object' ? [location.Key, location.Bucket] : [location];
  const name = `The document of ${logicalId}, ${key},`;
  const read = await readTemplate(Buffer.from(await artifact(key, bucket)).toString(), name);
  if (isObject(read)) return read;
  throw new UserError(`${name} must be an object`);
}

const MEDIA_TYPES = 'x-amazon-apigateway-binary-media-types';
const POLICY = 'x-amazon-apigateway-policy';

function put(
  restApiId: string,
  body: JsonObject,
  { Name, Description, BinaryMediaTypes, Policy, Mode, FailOnWarnings, Parameters }: Properties,
  context: ResourceContext,
): Promise<unknown> {
  const info = { ...infoOf(body), ...defined({ title: Name, description: Description }) };
  const document = {
    ...body,
    info,
    ...defined({ [MEDIA_TYPES]: BinaryMediaTypes, [POLICY]: Policy }),
  };
  return context.call(
    SDK_ID,
    'PutRestApi',
    defined({
      restApiId,
      body: Buffer.from(JSON.stringify(document)),
      mode: Mode ?? 'overwrite',
      failOnWarnings: FailOnWarnings,
      parameters: Parameters,
    }),
  );
}

function policyText(policy: Properties['Policy']): string | undefined {
  return typeof policy === 'object' ? JSON.stringify(policy) : policy;
}

function infoOf(body: JsonObject | undefined): JsonObject {
  return isObject(body?.info) ? body.info : {};
}

function titleOf(body: JsonObject | undefined): string | undefined {
  const { title } = infoOf(body);
  return title === undefined ? undefined : String(title);
}

/** As imports are told it. */
function endpointIn({ Parameters }: Properties): Properties['EndpointConfiguration'] {
  const type = Parameters?.endpointConfigurationTypes;
  return type === undefined ? undefined : { Types: type.split(',') };
}

function mediaTypePatches(
  before: readonly string[] = [],
  now: readonly string[] = [],
): PatchOperation[] {
  const pathOf = (type: string) =>
    `/binaryMediaTypes/${type.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return [
    ...before
      .filter((type) => !now.includes(type))
      .map((type) => ({ op: 'remove' as const, path: pathOf(type) })),
    ...now
      .filter((type) => !before.includes(type))
      .map((type) => ({ op: 'add' as const, path: pathOf(type) })),
  ];
}
