import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { restored } from './shortened.ts';

/** The calls of one test against AWS, and the answers that were recorded. */
export interface Recording {
  /** The name of its file: `sqs`, `lambda-event-source-mapping`. */
  readonly service: string;
  readonly test: string;
  readonly requests: readonly Step[];
  /**
   * `requests`: captured while the test ran elsewhere, with the ids of that run, up to where it
   * failed there. `literals`: read from the test's source, `<...>` for what is no literal.
   */
  readonly requestsFrom: 'requests' | 'literals';
  /** By the keys of the matches. */
  readonly 'recorded-content': Readonly<Record<string, Json>>;
}

export type Step = CallStep | MatchStep;

export interface CallStep {
  /** boto3's client with an operation or a method: `sqs:CreateQueue`, `lambda_:get_function`. */
  readonly call: string;
  readonly params?: JsonObject;
}

/** An answer to the calls before was recorded under this key. */
export interface MatchStep {
  readonly match: string;
}

export function isCall(step: Step): step is CallStep {
  return 'call' in step;
}

/** All recordings of services of a folder: of its `services` part, or of the folder itself. */
export function loadRecordings(dir: string): Recording[] {
  const inner = join(dir, 'services');
  const folder = existsSync(inner) ? inner : dir;
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) =>
      recordingsOf(basename(name, '.json'), readFileSync(join(folder, name), 'utf8')),
    );
}

function recordingsOf(service: string, text: string): Recording[] {
  const { recordings = [] } = JSON.parse(text) as { recordings?: Omit<Recording, 'service'>[] };
  return recordings.map((recording) => ({
    ...recording,
    service,
    requests: restored(recording.requests as unknown as Json) as unknown as Step[],
  }));
}

/** How tests take down what they made: `s3_empty_bucket` begins so, and so does that of rules. */
const TEARDOWN =
  /:(?:GetObjectLockConfiguration|ListTargetsByRule|ListRules|ListArchives|DeleteLogGroup)$/;

/**
 * The steps up to the last that has to do with a recorded answer. Where a test failed elsewhere,
 * its last call of its own counts too.
 */
export function stepsOf(recording: Recording): readonly Step[] {
  const { 'recorded-content': content } = recording;
  const requests = withoutRegistered(recording);
  const last = requests.findLastIndex((step) => !isCall(step));
  const matched = new Set(requests.flatMap((step) => (isCall(step) ? [] : [step.match])));
  if (Object.keys(content).every((key) => matched.has(key))) return requests.slice(0, last + 1);
  const teardown = requests.findIndex(
    (step, index) => index > last && isCall(step) && TEARDOWN.test(step.call),
  );
  return teardown === -1 ? requests : requests.slice(0, teardown);
}

/** What tests register to be called at their end, where they make what it takes down. */
const REGISTERED: Readonly<Record<string, string>> = {
  'kinesis:delete_stream': 'kinesis:create_stream',
  'lambda_:delete_event_source_mapping': 'lambda_:create_event_source_mapping',
};

/** The source of a test shows such a call behind the other one; it comes at the end. */
function withoutRegistered({ requests, requestsFrom }: Recording): readonly Step[] {
  if (requestsFrom !== 'literals') return requests;
  return requests.filter((step, index) => {
    const before = requests.slice(0, index).findLast(isCall);
    return !(isCall(step) && before && REGISTERED[step.call] === before.call);
  });
}
