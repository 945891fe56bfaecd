import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { kinesis } from '../kit/clients/kinesis.ts';
import { now } from '../kit/clock.ts';
import { environment } from '../kit/environment.ts';
import { bodyOf, type HttpAnswer, httpHandler, json, jsonOf } from '../kit/http.ts';
import { logger } from '../kit/logger.ts';
import { type Delivery, MAX_BYTES } from './delivery.ts';
import { keysFor } from './secrets.ts';
import { REFUSALS, refusalOf, type SignedWebhook } from './signature.ts';
import { isSource, type SourceName, sources } from './sources.ts';

const StreamName = environment('STREAM_NAME');

/**
 * POST /webhooks/{source}: 202 the event is in the stream, 400 not JSON, 401 not signed as it should
 * be, 404 no such source, 413 too large. With anything else the source sends it again.
 */
export const handler = httpHandler(async (event, signal) => {
  const source = event.pathParameters?.source;
  if (!isSource(source)) return json(404, { message: 'There is no such source of webhooks.' });
  const body = bodyOf(event);
  if (body.length > MAX_BYTES) {
    return json(413, { message: `The body is larger than ${MAX_BYTES} bytes.` });
  }
  const webhook = signedWebhook(event.headers, body);
  const refusal = refusalOf(webhook, await keysFor(source), Math.floor(now() / 1000));
  if (refusal !== undefined) {
    logger.warn('Not believed', { source, refusal });
    return json(401, { message: REFUSALS[refusal], reason: refusal });
  }
  return accept(source, webhook.id!, body, signal);
}, late);

function signedWebhook(headers: Readonly<Record<string, string | undefined>>, body: Buffer) {
  const signed: SignedWebhook = {
    id: headers['webhook-id'],
    timestamp: headers['webhook-timestamp'],
    signatures: headers['webhook-signature'],
    body,
  };
  return signed;
}

/**
 * Into the stream, behind what came of the same customer before. What names no customer is kept too:
 * the workflow says what is wrong with it.
 */
async function accept(source: SourceName, id: string, body: Buffer, abortSignal: AbortSignal) {
  const eventId = `${source}/${id}`;
  if (!EVENT_ID.test(eventId)) {
    return json(400, {
      message: 'The header webhook-id is longer than 200 characters, or not ASCII.',
    });
  }
  const customer = sources[source].customerOf(jsonOf(body));
  const delivery: Delivery = {
    eventId,
    source,
    receivedAt: new Date(now()).toISOString(),
    body: body.toString('utf8'),
  };
  await kinesis.send(
    new PutRecordCommand({
      StreamName,
      PartitionKey: (customer ?? eventId).slice(0, 256),
      Data: Buffer.from(JSON.stringify(delivery)),
    }),
    { abortSignal },
  );
  logger.info('Accepted', { eventId });
  return json(202, { eventId });
}

const EVENT_ID = /^[\x21-\x7e]{1,220}$/;

/** 503: whether the event is in the stream is not known. */
function late(): HttpAnswer {
  const message = 'The webhook could not be taken in time. Send it again: it is safe to.';
  return json(503, { message }, { 'retry-after': '30' });
}
