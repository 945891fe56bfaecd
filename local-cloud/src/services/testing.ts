import { CloudClock } from '../core/cloud-clock.ts';
import { AwsError } from '../core/errors.ts';
import type { JobEnd, JobHost, JobRequest, Server, ServerRequest } from '../core/jobs.ts';
import type { Json } from '../core/json.ts';
import { loadOperations } from '../core/late-operations.ts';
import type { Measurement } from '../core/metrics.ts';
import { SeededRandom } from '../core/random.ts';
import {
  type CallContext,
  type Cloud,
  checkRequest,
  type Operation,
  type Principal,
  type Service,
} from '../core/service.ts';
import type { Dispatcher } from '../gateway/dispatcher.ts';

/** Noon on 1 January 2026, where the frozen clocks of unit tests start. */
export const START = Date.UTC(2026, 0, 1, 12);

export const ROOT: Principal = { kind: 'root', arn: 'arn:aws:iam::123456789012:root' };

export interface FakeCloud extends Cloud, Pick<Dispatcher, 'services' | 'principalOf'> {
  readonly clock: CloudClock;
  readonly random: SeededRandom;
  /** What was called through `call`, in order. */
  readonly calls: { principal: Principal; sdkId: string; operation: string; input: object }[];
  /** What services measured of themselves, in order. */
  readonly measured: Measurement[];
}

/** The ports of a cloud for unit tests: a frozen clock, seeded chance, calls only noted. */
export function fakeCloud(): FakeCloud {
  const calls: FakeCloud['calls'] = [];
  const measured: Measurement[] = [];
  return {
    clock: new CloudClock({ frozen: true, start: START }),
    random: new SeededRandom('services'),
    accountId: '123456789012',
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:4566',
    services: new Map(),
    principalOf: () => undefined,
    calls,
    measured,
    async call<Output>(principal: Principal, sdkId: string, operation: string, input: object) {
      calls.push({ principal, sdkId, operation, input });
      return {} as Output;
    },
    authorize() {},
    recordMetric: (measurement) => void measured.push(measurement),
    background(_label, work) {
      void work();
    },
  };
}

/** What a service answers to a call: an error to be thrown, or nothing. */
type Answer = (call: { readonly sdkId: string; readonly input: object }) => AwsError | undefined;

/** A cloud whose other services answer as they are told. */
export function answeringCloud() {
  const cloud = fakeCloud();
  let answer: Answer = () => undefined;
  const note = cloud.call;
  cloud.call = async <Output>(...[principal, sdkId, operation, input]: Parameters<typeof note>) => {
    await note(principal, sdkId, operation, input);
    const error = answer({ sdkId, input });
    if (error !== undefined) throw error;
    return {} as Output;
  };
  return {
    cloud,
    answerWith(next: Answer): void {
      answer = next;
    },
    /** What was called, but for the checks of roles. */
    delivered: () => cloud.calls.filter(({ sdkId }) => sdkId !== 'STS'),
  };
}

export function throttled(): AwsError {
  return new AwsError('ThrottlingException', 'Slow down.');
}

/** The same service in another cloud, where it goes on as it was saved. */
export function afterLoad<Made extends Service>(
  from: { readonly cloud: FakeCloud; readonly service: Service },
  create: (cloud: FakeCloud) => Made,
): { readonly cloud: FakeCloud; readonly service: Made } {
  const cloud = fakeCloud();
  cloud.clock.load(from.cloud.clock.save());
  const service = create(cloud);
  service.state!.load(JSON.parse(JSON.stringify(from.service.state!.save())));
  cloud.random.load(from.cloud.random.save());
  service.state!.resume?.();
  return { cloud, service };
}

export function fakeContext(options: { principal?: Principal; signal?: AbortSignal } = {}) {
  const context: CallContext = {
    principal: options.principal ?? ROOT,
    requestId: '00000000-0000-4000-8000-000000000000',
    waiting: (promise) => promise,
    ...(options.signal && { signal: options.signal }),
  };
  return context;
}

type Handled<Kind> =
  Kind extends Operation<infer Input, infer Output>
    ? (input: Input, context?: CallContext) => Promise<Awaited<Output>>
    : never;

/** The operations of a service as plain async functions; requests are held to their contracts. */
export function callable<Operations extends Readonly<Record<string, Operation>>>(
  service: Service & { readonly operations: Operations },
): { [Name in keyof Operations]: Handled<Operations[Name]> } {
  const entries = Object.keys(service.operations).map((name) => [
    name,
    async (input: never, context = fakeContext()) => {
      await loadOperations(service);
      checkRequest(service, name, input);
      return service.operations[name]!.handle(input, context);
    },
  ]);
  return Object.fromEntries(entries);
}

/** The error that the call ends with: its code, message and members. */
export async function failure(call: Promise<unknown>) {
  try {
    await call;
  } catch (error) {
    if (error instanceof AwsError) {
      return { code: error.code, message: error.message, ...error.members };
    }
    throw error;
  }
  throw new Error('The call succeeded.');
}

/** A job that a service has handed over: the test ends it. */
export interface FakeJob {
  readonly request: JobRequest;
  /** Whether it was told to stop, and the seconds it was given for that. */
  isStopped: boolean;
  graceSeconds: number | undefined;
  end(end?: Partial<JobEnd>): void;
}

/** A server that a service has started: the test has it come up, and says what it answers. */
export interface FakeServer {
  readonly request: ServerRequest;
  isOver: boolean;
  /** With how it ended, where it does not come up. */
  comesUp(end?: JobEnd): void;
  answer(input: Json): JobEnd;
}

/**
 * A job host that runs nothing: each job waits until the test ends it, or the service stops it. The
 * clock is not held. `file`: what every runner is, unless there is none.
 */
export function fakeJobHost(file: string | undefined = '/runner.ts') {
  const jobs: FakeJob[] = [];
  /** While there is none, jobs wait for their turn. */
  const turns = { hasFree: true };
  const servers: FakeServer[] = [];
  const host: JobHost = {
    runnerOf: () => file,
    runJob(request) {
      const { promise: ended, resolve } = Promise.withResolvers<JobEnd>();
      const end = (how: Partial<JobEnd> = {}) => resolve({ exitCode: 0, ...how });
      const job: FakeJob = { request, isStopped: false, graceSeconds: undefined, end };
      jobs.push(job);
      const stop = (graceSeconds?: number) => {
        Object.assign(job, { isStopped: true, graceSeconds });
        end({ exitCode: 143 });
      };
      const started = turns.hasFree ? Promise.resolve() : new Promise<void>(() => {});
      return { started, ended, stop };
    },
    serve(request) {
      const { promise: ready, resolve: comesUp } = Promise.withResolvers<JobEnd | undefined>();
      const server = {
        ...{ request, isOver: false, ready, comesUp },
        answer: (): JobEnd => ({ exitCode: 0 }),
        ask: async (input: Json) => server.answer(input),
        stop() {
          server.isOver = true;
        },
      } as FakeServer & Server;
      servers.push(server);
      return server;
    },
  };
  return { host, jobs, servers, turns };
}

interface Saved {
  save(): Json | Promise<Json>;
  load(json: Json): void;
}

/** Has a cloud go on as another one was saved: by way of a text, as in a file. */
export async function goOnAs(before: Saved, after: Saved): Promise<void> {
  after.load(JSON.parse(JSON.stringify(await before.save())));
}
