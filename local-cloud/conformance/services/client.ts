import { Readable } from 'node:stream';
import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import { clientOptions } from '../../src/client/options.ts';
import { loadModel, type OperationModel, type ServiceModel } from '../../src/sdk/schemas.ts';
import { clientPackage } from '../../src/sdk/sdk-ids.ts';
import { type Answer, failureOf, successOf, type Wire } from './answer.ts';
import { headersOf } from './boto.ts';
import type { Target } from './calls.ts';

/** A client of the SDK that shows answers in the form of recordings. */
export interface Client {
  /** @param whileOpen is run while events of a stream arrive; all of them are the answer */
  send(operation: string, input: object, whileOpen?: () => Promise<void>): Promise<Answer>;
  destroy(): void;
}

interface SdkClient {
  readonly config: {
    requestHandler: Handler;
    protocolSettings: { version: string; xmlNamespace?: string };
  };
  send(command: object): Promise<object>;
  destroy(): void;
}

interface Handler {
  handle(
    request: { headers: Record<string, string> },
    options: unknown,
  ): Promise<{ response: HttpResponse }>;
}

interface HttpResponse {
  statusCode: number;
  headers: Record<string, string>;
  body: AsyncIterable<Uint8Array>;
}

/** A client of the service, in the protocol that is its own or in AWS Query. */
export async function openClient(
  { sdkId, query }: Target,
  endpoint: string,
  region: string,
): Promise<Client> {
  const model = await loadModel(sdkId);
  const module = (await import(clientPackage(sdkId))) as Record<string, unknown>;
  const name = Object.keys(module).find((key) => /^[A-Z].*Client$/.test(key))!;
  const Client = module[name] as new (config: object) => SdkClient;
  const client = new Client({
    ...clientOptions(endpoint, region),
    ...(query && { protocol: queryProtocol(model) }),
    maxAttempts: 1,
    useQueueUrlAsEndpoint: false,
  });
  let seen: Wire | undefined;
  client.config.requestHandler = watched(client.config.requestHandler, (wire) => {
    seen = wire;
  });
  return {
    destroy: () => client.destroy(),
    async send(operation, input, whileOpen = async () => {}) {
      const Command = module[`${operation}Command`] as new (input: object) => object;
      const members = membersOf(model.operations.get(operation)!);
      seen = undefined;
      const output = await client.send(new Command(input)).catch((error: unknown) => {
        // No response, or one that the client cannot read, is no answer.
        if ((seen?.status ?? 0) < 300) throw error;
      });
      const { EventStream } = (output ?? {}) as { EventStream?: AsyncIterable<object> };
      const told = EventStream ? { events: await eventsOf(EventStream, whileOpen) } : output;
      const value = told ? await successOf(told, seen!) : failureOf(seen!, operation);
      return { operation, members, failed: output === undefined, value };
    },
  };
}

async function eventsOf(
  stream: AsyncIterable<object>,
  whileOpen: () => Promise<void>,
): Promise<object[]> {
  const events: object[] = [];
  const over = (async () => {
    for await (const event of stream) events.push(event);
  })();
  await whileOpen();
  await over;
  return events;
}

function queryProtocol({ version, namespace }: ServiceModel): AwsQueryProtocol {
  const xmlNamespace = `http://queue.amazonaws.com/doc/${version}/`;
  return new AwsQueryProtocol({ defaultNamespace: namespace, xmlNamespace, version });
}

function membersOf({ output }: OperationModel): string[] {
  return output.isUnitSchema() ? [] : [...output.structIterator()].map(([name]) => name);
}

/** The handler, which shows what it got; the bodies of errors are read for that. */
function watched(handler: Handler, see: (wire: Wire) => void): Handler {
  const handle: Handler['handle'] = async (request, options) => {
    request.headers = headersOf(request.headers);
    const { response } = await handler.handle(request, options);
    const { statusCode: status, headers } = response;
    if (status < 300) see({ status, headers, body: '' });
    else {
      const body = await textOf(response.body);
      see({ status, headers, body });
      response.body = Readable.from([Buffer.from(body)]);
    }
    return { response };
  };
  return Object.assign(Object.create(handler) as Handler, { handle });
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
