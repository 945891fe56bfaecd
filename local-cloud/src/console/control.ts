import * as z from 'zod';
import type { Denial, RecordedCall } from '../authorization/recorded-calls.ts';
import type { Timer } from '../core/clock.ts';
import type { CloudClock } from '../core/cloud-clock.ts';
import { NEXT_SCHEDULE, parseDuration, untilTimeOfDay } from '../core/duration.ts';
import { AwsError, UserError } from '../core/errors.ts';
import { ALONE } from '../core/html.ts';
import { jsonPieces, longText } from '../core/long-text.ts';
import type { HttpRequest, HttpResponse, Mount } from '../gateway/dispatcher.ts';
import type { Mail } from '../services/sns/mail.ts';
import type { ListedFault, Strike } from '../stepfunctions/integrations/faults.ts';
import { awsCall, inputOf, outputOf, sdkIdOf } from './aws-call.ts';
import { type Fault, fault, type MachineFault, machineFault } from './fault.ts';
import type { Sample } from './samples.ts';

/** What the control endpoints of the local cloud steer: what AWS has no API for. */
export interface Controlled {
  readonly clock: CloudClock;
  /** When the next schedule fires, which the clock does not jump to: cloud time in milliseconds. */
  nextSchedule(): number | undefined;
  /** What the cloud serves. */
  about(): About;
  /** The payloads of the project. */
  samples(): readonly Sample[];
  /** Calls an AWS operation as the account's root; the service goes by the SDK's id. */
  call(sdkId: string, operation: string, input: object): Promise<object>;
  setFaults(faults: readonly Fault[]): void;
  /** Those that are armed, oldest first. */
  faults(): readonly ListedFault[];
  /** The attempts that faults have struck, oldest first. */
  strikes(): readonly Strike[];
  /** Arms one more; gives its id. */
  addFault(fault: MachineFault): string;
  /** Disarms one. False: there is none of that id. */
  clearFault(id: string): boolean;
  /** The calls that were made for the tasks of an execution, oldest first. */
  calls(executionArn: string): readonly RecordedCall[];
  /** What roles were not allowed to do, oldest first. */
  denials(): readonly Denial[];
  /** What every role was granted, and which of it was used. */
  grants(): object;
  /** The mails that were sent, oldest first. */
  mails(): readonly Mail[];
  /** Starts a new execution at a state of an old one; gives the new one's ARN. */
  fork(executionArn: string, at: { state: string; input?: string | undefined }): string;
}

export interface About {
  /** The folder of the project that was deployed, its links resolved; null for a template alone. */
  readonly project: string | null;
  readonly region: string;
  /** The names of the stacks. */
  readonly stacks: readonly string[];
}

type Handler = (controlled: Controlled, request: HttpRequest) => object | Promise<object>;

/** `/_local/...`: what is served, the clock, faults, mails, and what the console asks for. JSON in, JSON out. */
export function controlMount(controlled: Controlled): Mount {
  return {
    prefix: '/_local/',
    guarded: true,
    async handle(request) {
      const handler = HANDLERS[`${request.method} ${request.path}`];
      if (handler === undefined) {
        const known = Object.keys(HANDLERS).join(', ');
        return refusal(404, `There is no ${request.method} ${request.path}. There are: ${known}`);
      }
      if (request.query !== '') {
        return refusal(400, `${request.path} takes no query, and was given "${request.query}".`);
      }
      try {
        return answer(200, await handler(controlled, request));
      } catch (error) {
        if (error instanceof AwsError) {
          return refusal(error.status, `${error.code}: ${error.message}`);
        }
        if (!(error instanceof UserError)) throw error;
        const sentences = [error.what, error.why, error.fix].filter((text) => text !== undefined);
        return refusal(400, sentences.map((text) => text.replace(/[.]?$/, '.')).join(' '));
      }
    },
  };
}

const nothing = z.strictObject({});

const forkRequest = z.strictObject({
  executionArn: z.string(),
  state: z.string(),
  input: z.string().optional(),
});

const HANDLERS: Readonly<Record<string, Handler>> = {
  'GET /_local/clock': describeClock,
  'POST /_local/clock/settle': async (controlled, request) => {
    body(request, nothing);
    await controlled.clock.idle();
    return describeClock(controlled);
  },
  'POST /_local/clock/next': async (controlled, request) => {
    const { due } = body(request, z.strictObject({ due: z.number().optional() }));
    const moved = await controlled.clock.next(due, request.signal);
    return { ...describeClock(controlled), moved };
  },
  'POST /_local/clock/stalled': async (controlled, request) => {
    body(request, nothing);
    const moved = await controlled.clock.nextForWaiting(request.signal);
    return { ...describeClock(controlled), moved };
  },
  'POST /_local/clock/advance': async (controlled, request) => {
    const { duration } = body(request, z.strictObject({ duration: z.string() }));
    await controlled.clock.advance(() => spanOf(controlled, duration), request.signal);
    return describeClock(controlled);
  },
  'POST /_local/clock/auto-skip': (controlled, request) => {
    const { on } = body(request, z.strictObject({ on: z.boolean() }));
    controlled.clock.setAutoSkip(on);
    return describeClock(controlled);
  },
  'GET /_local/timers': ({ clock }) => ({
    timers: clock.timers(TIMERS, false).map(timerOf),
    background: clock.timers(TIMERS, true).map(timerOf),
  }),
  'PUT /_local/faults': (controlled, request) => {
    const { faults } = body(request, z.strictObject({ faults: z.array(fault) }));
    controlled.setFaults(faults);
    return { faults: faults.length };
  },
  'GET /_local/faults': (controlled) => ({
    faults: controlled.faults(),
    strikes: controlled.strikes(),
  }),
  'POST /_local/faults': (controlled, request) => ({
    id: controlled.addFault(body(request, machineFault)),
  }),
  'POST /_local/faults/clear': (controlled, request) => {
    const { id } = body(request, z.strictObject({ id: z.string() }));
    return { cleared: controlled.clearFault(id) };
  },
  'POST /_local/fork': (controlled, request) => {
    const { executionArn, ...at } = body(request, forkRequest);
    return { executionArn: controlled.fork(executionArn, at) };
  },
  'POST /_local/aws': async (controlled, request) => {
    const { service, operation, input } = body(request, awsCall);
    const sdkId = sdkIdOf(service, operation);
    return outputOf(service, await controlled.call(sdkId, operation, inputOf(service, input)));
  },
  'POST /_local/calls': (controlled, request) => {
    const { executionArn } = body(request, z.strictObject({ executionArn: z.string() }));
    return { calls: controlled.calls(executionArn) };
  },
  'GET /_local/denials': (controlled) => ({ denials: controlled.denials() }),
  'GET /_local/samples': (controlled) => ({ samples: controlled.samples() }),
  'GET /_local/about': (controlled) => controlled.about(),
  'GET /_local/mail': (controlled) => ({ mails: controlled.mails() }),
  'GET /_local/grants': (controlled) => controlled.grants(),
};

/** How far to go, in milliseconds: a duration, a time of day, or the word for the next run of a schedule. */
function spanOf({ clock, nextSchedule }: Controlled, duration: string): number {
  if (duration !== NEXT_SCHEDULE) {
    return untilTimeOfDay(duration, clock.now()) ?? parseDuration(duration);
  }
  const next = nextSchedule();
  if (next !== undefined) return Math.max(0, next - clock.now());
  throw new UserError('There is no schedule to go on to', {
    why: 'No rule and no schedule that is enabled has a run left.',
  });
}

/** So many timers are told of. */
const TIMERS = 50;

function timerOf({ due, what }: Timer) {
  return { due, what: what?.() ?? 'A timer' };
}

function describeClock({ clock, nextSchedule }: Controlled) {
  return {
    now: clock.now(),
    nextDue: clock.nextDue ?? null,
    nextSchedule: nextSchedule() ?? null,
    inFlight: clock.inFlight,
    autoSkip: clock.autoSkip,
  };
}

function body<Schema extends z.ZodType>(request: HttpRequest, schema: Schema): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(request.body).toString('utf8') || '{}');
  } catch (error) {
    throw new UserError('The body is not JSON', { why: (error as Error).message, cause: error });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UserError('The body is not what this endpoint takes', {
    why: z.prettifyError(parsed.error),
  });
}

function answer(status: number, value: object): HttpResponse {
  const headers = { ...ALONE, 'content-type': 'application/json' };
  return { status, headers, body: longText(jsonPieces(value)) };
}

function refusal(status: number, told: string): HttpResponse {
  return { ...answer(status, { message: told }), told };
}
