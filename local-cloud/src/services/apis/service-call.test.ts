import { describe, expect, it } from 'vitest';
import type { Service } from '../../core/service.ts';
import type { HttpRequest } from '../../gateway/dispatcher.ts';
import { fakeCloud, ROOT } from '../testing.ts';
import { callService, type ServiceRequest, type Target } from './service-call.ts';

const REQUEST: HttpRequest = {
  ...{ method: 'POST', path: '/', query: '', headers: {}, body: new Uint8Array() },
  ...{ remoteAddress: '127.0.0.1', protocol: 'HTTP/1.1', signal: new AbortController().signal },
};
const QUEUE: Target = { service: 'sqs', kind: 'path', rest: '123456789012/tea' };

/** A cloud with a service that notes what it is called with. */
function calling(sdkId = 'SQS') {
  const cloud = fakeCloud();
  const operations = { SendMessage: {}, ListQueues: {}, StartExecution: {} } as never;
  const service: Service = { sdkId, operations, refusal: () => new Error() as never };
  (cloud.services as Map<string, Service>).set(sdkId, service);
  const send = async (target: Target, body: string, more: Partial<ServiceRequest> = {}) => {
    const asked = { method: 'POST', headers: {}, query: [], path: {}, body, ...more };
    const cause = { request: REQUEST, requestId: 'id' };
    const answer = await callService(cloud, ROOT, target, asked, cause);
    return { status: answer.status, said: JSON.parse(Buffer.from(answer.body).toString()) };
  };
  return { cloud, send };
}

describe('a call by form', () => {
  it('is answered in JSON, and finds its queue by the path', async () => {
    const { cloud, send } = calling();
    const { status, said } = await send(QUEUE, 'Action=SendMessage&MessageBody=a%26b');
    expect(status).toBe(200);
    expect(said).toEqual({
      SendMessageResponse: {
        ...{ SendMessageResult: {}, ResponseMetadata: { RequestId: expect.any(String) } },
      },
    });
    expect(cloud.calls).toMatchObject([
      {
        ...{ sdkId: 'SQS', operation: 'SendMessage' },
        input: { QueueUrl: '/123456789012/tea', MessageBody: 'a&b' },
      },
    ]);
  });

  it('does what its address names, whatever its body says', async () => {
    const { cloud, send } = calling();
    const target: Target = { service: 'sqs', kind: 'action', rest: 'ListQueues' };
    await send(target, 'Action=SendMessage', { query: [['QueueNamePrefix', 'tea']] });
    expect(cloud.calls).toMatchObject([
      { operation: 'ListQueues', input: { QueueNamePrefix: 'tea' } },
    ]);
    expect(cloud.calls[0]?.input).not.toHaveProperty('QueueUrl');
  });

  it('is refused with too many fields, and with too many bytes, before it is read', async () => {
    const { cloud, send } = calling();
    const { status, said } = await send(QUEUE, `Action=SendMessage${'&a'.repeat(150_000)}`);
    expect(status).toBe(400);
    expect(said.Error).toMatchObject({ Code: 'SerializationException' });
    expect((await send(QUEUE, 'a'.repeat(5_000_000))).status).toBe(413);
    expect(cloud.calls).toEqual([]);
  });

  it('is refused by name for an operation that is not there', async () => {
    const { send } = calling();
    await expect(send(QUEUE, 'Action=Brew')).rejects.toMatchObject({
      code: 'NotSupportedByLocalCloud',
    });
  });
});

describe('a call in JSON', () => {
  it('has the target of the operation, and the rest of a path is no other one', async () => {
    const { cloud, send } = calling('SFN');
    const target: Target = { service: 'states', kind: 'action', rest: 'StartExecution' };
    await send(target, '{"stateMachineArn":"arn"}', {
      headers: { 'x-amz-target': 'AWSStepFunctions.DeleteStateMachine', authorization: 'other' },
    });
    expect(cloud.calls).toMatchObject([
      { principal: ROOT, operation: 'StartExecution', input: { stateMachineArn: 'arn' } },
    ]);
    expect((await send(target, '"'.padEnd(5_000_000, 'a'))).status).toBe(413);
  });
});
