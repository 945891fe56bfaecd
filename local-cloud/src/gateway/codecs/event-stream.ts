import { EventStreamCodec } from '@smithy/core/event-streams';
import type { NormalizedSchema } from '@smithy/core/schema';
import { fromUtf8, toUtf8 } from '@smithy/core/serde';
import { AwsError } from '../../core/errors.ts';
import { isObject } from '../../core/json.ts';
import { eventStreamMember, type ServiceModel } from '../../sdk/schemas.ts';
import type { HttpResponse } from '../dispatcher.ts';
import { wireError } from './errors.ts';

type Body = string | Uint8Array;

/** How a protocol writes what is in an event. */
export interface EventWriter {
  readonly contentType: string;
  write(schema: NormalizedSchema, value: object): Body | Promise<Body>;
}

const CODEC = new EventStreamCodec(toUtf8, fromUtf8);

/**
 * The answer of an operation whose output is a stream of events, sent as they come; undefined for any other.
 * An error that ends the stream is an event, too.
 *
 * https://smithy.io/2.0/aws/amazon-eventstream.html
 */
export function eventStream(
  model: ServiceModel,
  schema: NormalizedSchema,
  output: object,
  writer: EventWriter,
): HttpResponse | undefined {
  const member = eventStreamMember(schema);
  if (member === undefined) return undefined;
  const events = (output as Record<string, AsyncIterable<object>>)[member]!;
  return {
    status: 200,
    headers: { 'content-type': 'application/vnd.amazon.eventstream' },
    body: frames(model, schema.getMemberSchema(member), events, writer),
  };
}

/** The first stands for the output's other members: clients of RPC protocols wait for it. */
async function* frames(
  model: ServiceModel,
  union: NormalizedSchema,
  events: AsyncIterable<object>,
  { contentType, write }: EventWriter,
): AsyncGenerator<Uint8Array> {
  const event = (type: string, body: Body) =>
    frame({ ':event-type': type, ':content-type': contentType, ':message-type': 'event' }, body);
  yield event('initial-response', await write(union, {}));
  try {
    for await (const one of events) {
      const [type, value] = Object.entries(one)[0]!;
      const member = union.getMemberSchema(type);
      yield event(type, await write(member, isObject(value) ? value : {}));
    }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    yield await exception(model, union, error, { contentType, write });
  }
}

async function exception(
  model: ServiceModel,
  union: NormalizedSchema,
  error: AwsError,
  { contentType, write }: EventWriter,
): Promise<Uint8Array> {
  const { code, message, members, model: known } = wireError(model, error);
  const isOfStream = Object.hasOwn(union.getMemberSchemas(), code);
  if (known === undefined || !isOfStream) {
    const headers = { ':error-code': code, ':error-message': message, ':message-type': 'error' };
    return frame(headers, '');
  }
  const headers = { ':exception-type': code, ':content-type': contentType };
  return frame({ ...headers, ':message-type': 'exception' }, await write(known.schema, members));
}

function frame(headers: Readonly<Record<string, string>>, body: Body): Uint8Array {
  const entries = Object.entries(headers).map(
    ([name, value]) => [name, { type: 'string', value }] as const,
  );
  return CODEC.encode({
    headers: Object.fromEntries(entries),
    body: typeof body === 'string' ? Buffer.from(body) : body,
  });
}
