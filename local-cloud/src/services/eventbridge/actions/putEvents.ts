import type {
  PutEventsRequest,
  PutEventsRequestEntry,
  PutEventsResponse,
  PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../core/errors.ts';
import { isObject, isTooDeep, type JsonObject } from '../../../core/json.ts';
import { readJson } from '../../../core/json-number.ts';
import { KnownJson } from '../../../core/known-json.ts';
import type { Cloud, Operation, Principal } from '../../../core/service.ts';
import { eventBusName } from '../members.ts';
import type { Rules } from '../rules.ts';
import { isoSeconds } from '../scheduled-event.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
const MOST_BYTES = 1_048_576;
/** What a time counts for, however it is written. */
const TIME_BYTES = 14;

/** Puts an event on the bus of that name. */
type Publish = (bus: string, event: JsonObject) => Promise<void>;

/**
 * Puts events on the bus. An entry that is not right fails alone; the others are taken.
 * Errors: ValidationException for more than 10 entries or 1 MB.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export function putEvents(
  rules: Rules,
  publish: Publish,
): Operation<PutEventsRequest, PutEventsResponse> {
  return {
    members: {
      Entries: {
        required: true,
        length: [1, 10],
        items: {
          shape: 'PutEventsRequestEntry',
          unlisted: ['kmsKeyIdentifier', 'internalMetadata'],
          members: {
            Time: {},
            Source: {},
            Resources: { items: { length: [0, 2048] } },
            DetailType: {},
            Detail: {},
            EventBusName: eventBusName,
            TraceHeader: { length: [1, 500] },
          },
        },
      },
    },
    // AWS's own services tell the default bus of their account what happens, and need no grant.
    permissions: ({ Entries = [] }, { principal }) => {
      if (principal.kind === 'service') return [];
      const { buses } = rules;
      const asked = Entries.map(({ EventBusName }) => buses.nameOf(EventBusName));
      return [...new Set(asked)].map((bus) => buses.permission('PutEvents', bus));
    },
    async handle({ Entries = [] }, { principal }) {
      checkSize(Entries);
      // A rule passes on what AWS's services told, too.
      const ofAws = principal.kind === 'service' || isRule(principal);
      const results: PutEventsResultEntry[] = [];
      for (const entry of Entries) results.push(await put(rules, entry, ofAws, publish));
      const failed = results.filter(({ ErrorCode }) => ErrorCode !== undefined);
      return { FailedEntryCount: failed.length, Entries: results };
    },
  };
}

function isRule(principal: Principal): boolean {
  return principal.kind === 'role' && (principal.sourceArn?.startsWith('arn:aws:events:') ?? false);
}

function checkSize(entries: readonly PutEventsRequestEntry[]): void {
  if (entries.reduce((sum, entry) => sum + bytesOf(entry), 0) > MOST_BYTES) {
    throw invalid('Total size of the entries in the request is over the limit.');
  }
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
function bytesOf({ Time, Source, DetailType, Detail, Resources = [] }: PutEventsRequestEntry) {
  // What AWS's services tell is within the limit.
  const detail = typeof Detail === 'string' ? Detail : '';
  const texts = [Source, DetailType, detail, ...Resources];
  const bytes = texts.reduce((sum, text = '') => sum + Buffer.byteLength(text), 0);
  return bytes + (Time === undefined ? 0 : TIME_BYTES);
}

async function put(
  rules: Rules,
  entry: PutEventsRequestEntry,
  ofAws: boolean,
  publish: Publish,
): Promise<PutEventsResultEntry> {
  const problem = problemOf(entry, ofAws);
  if (problem !== undefined) return problem;
  const detail = detailOf(entry.Detail!);
  if (detail === undefined) return failed('MalformedDetail', 'Detail is malformed.');
  const { cloud } = rules;
  const id = cloud.random.uuid();
  const bus = rules.buses.find(entry.EventBusName);
  if (bus === undefined) return lost(cloud, id, entry);
  await publish(bus.name, {
    version: '0',
    id,
    'detail-type': entry.DetailType!,
    source: entry.Source!,
    account: cloud.accountId,
    time: isoSeconds(entry.Time?.getTime() ?? cloud.clock.now()),
    region: cloud.region,
    resources: entry.Resources ?? [],
    detail,
  });
  return { EventId: id };
}

/** AWS takes what is put on a bus that does not exist, and nobody gets it: here it is at least told. */
function lost(
  cloud: Cloud,
  id: string,
  { EventBusName }: PutEventsRequestEntry,
): PutEventsResultEntry {
  cloud.background('PutEvents', async () => {
    throw new Error(`There is no event bus ${EventBusName}: the event ${id} is lost, as on AWS.`);
  });
  return { EventId: id };
}

function problemOf(
  { Source, DetailType, Detail, TraceHeader }: PutEventsRequestEntry,
  ofAws: boolean,
): PutEventsResultEntry | undefined {
  if (TraceHeader !== undefined) {
    return failed('NotSupportedByLocalCloud', 'TraceHeader is not served by the local cloud.');
  }
  if (!Source) return failed('InvalidArgument', required('Source'));
  if (Source.startsWith('aws.') && !ofAws) {
    return failed('NotAuthorizedForSourceException', 'Not authorized for the source.');
  }
  if (!DetailType) return failed('InvalidArgument', required('DetailType'));
  if (!Detail) return failed('InvalidArgument', required('Detail'));
  return undefined;
}

function failed(ErrorCode: string, ErrorMessage: string): PutEventsResultEntry {
  return { ErrorCode, ErrorMessage };
}

function required(argument: string): string {
  return `Parameter ${argument} is not valid. Reason: ${argument} is a required argument.`;
}

/** Undefined: it is no object in JSON. Typed as a text; what AWS's services tell is given as it is known. */
function detailOf(text: string | KnownJson): JsonObject | undefined {
  if (text instanceof KnownJson) return text.value as JsonObject;
  try {
    const value = readJson(text);
    return isObject(value) && !isTooDeep(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
