import { AwsError, notSupported } from '../../core/errors.ts';
import { isObject, type Json } from '../../core/json.ts';
import { readJson } from '../../core/json-number.ts';
import type { Cloud } from '../../core/service.ts';
import { Turns } from '../../core/turns.ts';
import { held } from '../../function-host/detached.ts';
import type { Batch } from '../../function-host/event-sources/event-source.ts';
import { failedItems } from '../../function-host/event-sources/function-batch.ts';
import { eventOf, idOf } from './events.ts';
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
  const { cloud, settings, call } = delivery;
  const { Name, Target, TargetParameters: parameters = {} } = settings;
  const events = batch.map(eventOf);
  const enriched = settings.Enrichment ? await enrich(delivery, events) : events;
  if (enriched.length === 0) return [];
  const items = await itemsOf(delivery, enriched, parameters.InputTemplate);
  const sent = await send({
    ...{ call, arn: Target, pipeName: Name, parameters, items },
    sourceKind: `aws:${settings.Source.split(':')[2]}`,
    now: cloud.clock.now(),
  });
  const [first] = sent.failed ?? [];
  if (first !== undefined) delivery.refused(first.why);
  return failedOf(sent, batch, enriched);
}

/**
 * What an enrichment makes of events: a list as it is, anything else as its one item. Nothing of it
 * goes on where it answers with an empty text, list or object.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/pipes-enrichment.html
 */
async function enrich(delivery: Delivery, events: readonly Json[]): Promise<readonly Json[]> {
  const { settings, call } = delivery;
  const { Enrichment = '', EnrichmentParameters } = settings;
  const text = listOf(await itemsOf(delivery, events, EnrichmentParameters?.InputTemplate));
  const answer = readJson(
    Enrichment.includes(':states:')
      ? await runMachine(call, Enrichment, text)
      : await invokeFunction(call, Enrichment, text),
  );
  if (Array.isArray(answer)) return answer;
  const isEmpty = answer === null || answer === '';
  return isEmpty || (isObject(answer) && Object.keys(answer).length === 0) ? [] : [answer];
}

/** The clock is held meanwhile. */
function itemsOf(
  delivery: Delivery,
  events: readonly Json[],
  template: string | undefined,
): Promise<readonly Item[]> {
  const context = contextOf(delivery);
  return held(delivery.cloud, async () => {
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
  });
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
  throw notSupported('Pipes', `the enrichment ${arn}, of a kind`);
}
