import { expect } from 'vitest';
import { callable, type FakeCloud, fakeCloud } from '../testing.ts';
import { restApiOperations } from './operations.ts';
import { refusal } from './refusal.ts';
import { RestApis } from './rest-apis.ts';

export const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:fn';
export const INVOCATION = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`;
export const ROLE = 'arn:aws:iam::123456789012:role/caller';
export const TO_QUEUE = {
  type: 'AWS',
  integrationHttpMethod: 'POST',
  credentials: ROLE,
  uri: 'arn:aws:apigateway:us-east-1:sqs:path/123456789012/q',
} as const;

export function createRestApis(cloud: FakeCloud) {
  const apis = new RestApis(cloud);
  return {
    sdkId: 'API Gateway',
    operations: restApiOperations(apis),
    refusal,
    state: apis,
    apis,
  };
}

/** An API with `/orders/{id}`. */
export async function ready(cloud = fakeCloud()) {
  const service = createRestApis(cloud);
  const api = callable(service);
  const { id: restApiId, rootResourceId } = await api.CreateRestApi({ name: 'shop' });
  const resource = async (parentId: string | undefined, pathPart: string) =>
    (await api.CreateResource({ restApiId, parentId, pathPart })).id!;
  const orders = await resource(rootResourceId, 'orders');
  const order = await resource(orders, '{id}');
  const names = { restApiId: restApiId!, resourceId: order, httpMethod: 'GET' };
  return { cloud, service, api, restApiId: restApiId!, rootResourceId, orders, order, names };
}

/** And `GET /orders/{id}`, which answers by itself. */
export async function withMethod(cloud = fakeCloud()) {
  const made = await ready(cloud);
  await made.api.PutMethod({ ...made.names, authorizationType: 'NONE' });
  await made.api.PutIntegration({ ...made.names, type: 'MOCK' });
  return made;
}

/** And a stage that serves it. */
export async function withStage(cloud = fakeCloud()) {
  const made = await withMethod(cloud);
  const { api, restApiId } = made;
  const { id: deploymentId } = await api.CreateDeployment({ restApiId, stageName: 'dev' });
  const patch = (...patchOperations: object[]) =>
    api.UpdateStage({ restApiId, stageName: 'dev', patchOperations });
  const replace = (path: string, value: string) => patch({ op: 'replace', path, value });
  return { ...made, deploymentId: deploymentId!, patch, replace };
}

export type Code =
  | 'BadRequest'
  | 'NotFound'
  | 'Conflict'
  | 'Validation'
  | 'NotSupportedByLocalCloud';

export function refused(code: Code, message: string) {
  const name = code === 'NotSupportedByLocalCloud' ? code : `${code}Exception`;
  return { code: name, message: expect.stringContaining(message) };
}
