import { AwsError, notSupported } from '../../core/errors.ts';
import { isObject, type Json } from '../../core/json.ts';
import { readJson } from '../../core/json-number.ts';
import type { Cloud } from '../../core/service.ts';
import { Turns } from '../../core/turns.ts';
import { held } from '../../function-host/detached.ts';
import type { Batch } from '../../function-host/event-sources/event-source.ts';
import { failedItems } from '../../function-host/event-sources/function-batch.ts';
import { eventOf, idOf } from './events.ts';
import { ExecutionLog, type LogTarget } from './execution-log.ts';
import { invokeFunction } from './lambda-function.ts';
import { runMachine } from './machine.ts';
import type { Settings } from './settings.ts';
import { type Call, type Item, listOf, type Sent, send } from './targets.ts';
import { LONGEST, render, type TemplateContext } from './template.ts';

/** What a batch needs to know of its pipe. */
export interface Delivery {
  readonly cloud: Cloud;
  readonly arn: string;
  readonly settings: Settings;
  readonly call: Call;
  /** Told why the target has refused a part of the batch. */
  refused(why: AwsError): void;
  /** Undefined: nothing is logged. */
  readonly log: LogTarget | undefined;
}

/** So many events are written between two turns of others. */
const AT_ONCE = 100;

/**
 * Takes a batch through the enrichment of a pipe, if it has one, to its target.
 *
 * @returns the records that failed
 * @throws AwsError where all of them did
 */
export async function deliver(delivery: Delivery, batch: Batch): Promise<Batch> {
  const events = batch.map(eventOf);
  const log = new ExecutionLog(delivery.log);
  const payload = () => ({ payload: JSON.stringify(events) });
  log.tell('INFO', 'EXECUTION_STARTED', payload);
  try {
    const failed = await run(delivery, log, batch, events);
    if (failed.length === 0) log.tell('INFO', 'EXECUTION_SUCCEEDED');
    else log.tell('ERROR', 'EXECUTION_PARTIALLY_FAILED');
    return failed;
  } catch (error) {
    if (error instanceof AwsError) log.tell('ERROR', 'EXECUTION_FAILED', () => ({}), error);
    throw error;
  } finally {
    log.end();
  }
}

async function run(
  delivery: Delivery,
  log: ExecutionLog,
  batch: Batch,
  events: readonly Json[],
): Promise<Batch> {
  const stage = { name: 'ENRICHMENT_STAGE', level: 'INFO', began: 'ENTERED' } as const;
  const data = (given: readonly Json[] = []) => ({ payload: JSON.stringify(given) });
  const enriched = delivery.settings.Enrichment
    ? await log.during({ ...stage, data }, () => enrich(delivery, log, events))
    : events;
  if (enriched.length === 0) {
    log.tell('TRACE', 'TARGET_STAGE_SKIPPED');
    return [];
  }
  return log.during(
    { ...stage, name: 'TARGET_STAGE', isPartial: ({ length }: Batch) => length > 0 },
    () => sendAll(delivery, log, batch, enriched),
  );
}

async function sendAll(
  delivery: Delivery,
  log: ExecutionLog,
  batch: Batch,
  events: readonly Json[],
): Promise<Batch> {
  const { cloud, settings, refused } = delivery;
  const { Name, Target, TargetParameters: parameters = {} } = settings;
  const items = await itemsOf(delivery, log, 'TARGET', events, parameters.InputTemplate);
  const sending = {
    ...{ arn: Target, pipeName: Name, parameters, items, now: cloud.clock.now() },
    sourceKind: `aws:${settings.Source.split(':')[2]}`,
  };
  return log.invoking(
    'TARGET',
    delivery.call,
    async (call) => {
      const sent = await send({ ...sending, call });
      const [first] = sent.failed ?? [];
      if (first !== undefined) refused(first.why);
      return failedOf(sent, batch, events);
    },
    ({ length }) => length > 0,
  );
}

/**
 * What an enrichment makes of events: a list as it is, anything else as its one item. Nothing of it
 * goes on where it answers with an empty text, list or object.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/pipes-enrichment.html
 */
async function enrich(
  delivery: Delivery,
  log: ExecutionLog,
  events: readonly Json[],
): Promise<readonly Json[]> {
  const { Enrichment: arn = '', EnrichmentParameters } = delivery.settings;
  const template = EnrichmentParameters?.InputTemplate;
  const text = listOf(await itemsOf(delivery, log, 'ENRICHMENT', events, template));
  const invoke = arn.includes(':states:') ? runMachine : invokeFunction;
  const given = await log.invoking('ENRICHMENT', delivery.call, (call) => invoke(call, arn, text));
  const answer = readJson(given);
  if (Array.isArray(answer)) return answer;
  const isEmpty = answer === null || answer === '';
  return isEmpty || (isObject(answer) && Object.keys(answer).length === 0) ? [] : [answer];
}

/** The clock is held meanwhile. */
function itemsOf(
  delivery: Delivery,
  log: ExecutionLog,
  stage: 'ENRICHMENT' | 'TARGET',
  events: readonly Json[],
  template: string | undefined,
): Promise<readonly Item[]> {
  const context = contextOf(delivery);
  const write = async () => {
    const turns = new Turns(AT_ONCE);
    const items: Item[] = [];
    let length = 0;
    for (const event of events) {
      await turns.step();
      const text = render(template, event, context);
      length += text.length;
      if (length > LONGEST) throw new AwsError('ValidationException', TOO_MUCH);
      items.push({ event, text });
    }
    return items;
  };
  if (!template) return held(delivery.cloud, write);
  const part = { name: `${stage}_TRANSFORMATION`, level: 'TRACE', began: 'STARTED' } as const;
  const data = (items: readonly Item[] = []) => ({ payload: listOf(items) });
  return held(delivery.cloud, () => log.during({ ...part, data }, write));
}

const TOO_MUCH = 'The events of a batch come to more than 6 MB.';

function contextOf({ cloud, arn, settings }: Delivery): TemplateContext {
  return {
    pipeArn: arn,
    pipeName: settings.Name,
    sourceArn: settings.Source,
    enrichmentArn: settings.Enrichment ?? '',
    targetArn: settings.Target,
    ingestionTime: `${new Date(cloud.clock.now()).toISOString().slice(0, 19)}Z`,
  };
}

/**
 * Which records are to be tried again. What an enrichment gives is known by the ids that it has kept:
 * where it has none, all of the batch failed.
 */
function failedOf({ failed = [], answer = 'null' }: Sent, batch: Batch, sent: readonly Json[]) {
  if (failed.length === 0) return failedBy(answer, batch);
  const ids = new Set(failed.map(({ index }) => idOf(sent[index])));
  return ids.has(undefined) ? batch : batch.filter((record) => ids.has(idOf(eventOf(record))));
}

/** A target need not answer what has failed: only what it says so counts. */
function failedBy(text: string, batch: Batch): Batch {
  const answer = readJson(text);
  if (!isObject(answer) || answer.batchItemFailures === undefined) return [];
  return failedItems(text, batch, (record) => idOf(eventOf(record)));
}

/** @throws NotSupportedByLocalCloud for what is neither a function nor a state machine */
export function checkEnrichment({ Enrichment: arn = '' }: Settings): void {
  if (arn === '' || /^arn:[^:]+:(?:lambda|states):/.test(arn)) return;
  throw notSupported('Pipes', `enrichments such as ${arn}`);
}
