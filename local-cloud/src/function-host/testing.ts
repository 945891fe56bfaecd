import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Hold } from '../core/clock.ts';
import { CloudClock, type CloudClockOptions } from '../core/cloud-clock.ts';
import { AwsError } from '../core/errors.ts';
import type { Measurement } from '../core/metrics.ts';
import { type Random, SeededRandom } from '../core/random.ts';
import type { Cloud, Permission, Principal } from '../core/service.ts';
import { TimeFile } from '../core/time-file.ts';
import { createHost } from './host.ts';
import type { HostedFunction, HostOptions, IssuedSession, Outcome, SharingHost } from './types.ts';

/** A call that was made of the cloud. */
export interface Call {
  readonly principal: Principal;
  readonly sdkId: string;
  readonly operation: string;
  readonly input: Record<string, unknown>;
}

type Answer = (call: Call) => unknown;

export interface TestCloudOptions extends CloudClockOptions {
  readonly host?: Partial<HostOptions>;
}

/** A cloud of which only the function host is real: it notes the calls and answers as it is told. */
export class TestCloud implements Cloud {
  readonly clock: CloudClock;
  readonly random: Random = new SeededRandom('test');
  readonly accountId = '123456789012';
  readonly region = 'us-east-1';
  endpoint = 'http://127.0.0.1:4566';
  readonly calls: Call[] = [];
  readonly reports: string[] = [];
  readonly measured: Measurement[] = [];
  /** What was done in a role's name: its ARN and the action. */
  readonly authorized: string[] = [];
  /** Invocations that credentials were issued for. */
  readonly invocations: (Hold | undefined)[] = [];
  /** Access keys of environments that were let go. */
  readonly revoked: string[] = [];
  readonly answers = new Map<string, Answer>();
  readonly host: SharingHost;
  readonly cacheFolder = mkdtempSync(path.join(tmpdir(), 'function-host-'));
  readonly #time: TimeFile;
  #requests = 0;

  constructor({ host, ...clock }: TestCloudOptions = {}) {
    this.clock = new CloudClock({ frozen: true, start: Date.UTC(2030, 0, 1), ...clock });
    this.#time = new TimeFile(this.clock, this.cacheFolder);
    this.host = createHost(this, {
      sessions: {
        issue: (roleArn, name, { invocation }) => this.#issue(roleArn, name, invocation),
        revoke: (accessKeyId) => this.revoked.push(accessKeyId),
      },
      cacheFolder: this.cacheFolder,
      time: this.#time.fd,
      spares: false,
      report: (problem) => this.reports.push(problem),
      ...host,
    });
  }

  async call<Output>(
    principal: Principal,
    sdkId: string,
    operation: string,
    input: object,
  ): Promise<Output> {
    const call = { principal, sdkId, operation, input: input as Record<string, unknown> };
    this.calls.push(call);
    return (await this.answers.get(`${sdkId} ${operation}`)?.(call)) as Output;
  }

  authorize(principal: Principal, _sdkId: string, permissions: readonly Permission[]): void {
    for (const { action } of permissions) this.authorized.push(`${principal.arn} ${action}`);
  }

  recordMetric(measurement: Measurement): void {
    this.measured.push(measurement);
  }

  background(label: string, work: () => Promise<void>): void {
    const hold = this.clock.hold();
    work()
      .catch((error: unknown) => this.reports.push(`${label}: ${String(error)}`))
      .finally(() => hold.release());
  }

  invoke(fn: HostedFunction, event: unknown = {}): Promise<Outcome> {
    const requestId = `request-${++this.#requests}`;
    return this.host.invoke(fn, { requestId, payload: JSON.stringify(event) });
  }

  /** The inputs of the calls of an operation. */
  inputs(operation: string): Record<string, unknown>[] {
    return this.calls.filter((call) => call.operation === operation).map((call) => call.input);
  }

  /** The messages written to CloudWatch Logs. */
  logged(): string[] {
    return this.inputs('PutLogEvents').flatMap(({ logEvents }) =>
      (logEvents as { message: string }[]).map((event) => event.message),
    );
  }

  async close(): Promise<void> {
    await this.host.close();
    this.clock.stop();
    this.#time.close();
    rmSync(this.cacheFolder, { recursive: true, force: true });
  }

  #issue(roleArn: string, name: string, invocation: Hold | undefined): IssuedSession {
    this.invocations.push(invocation);
    const arn = `arn:aws:sts::123456789012:assumed-role/${roleArn.split('/').at(-1)}/${name}`;
    return {
      accessKeyId: `ASIA${name}`,
      secretAccessKey: 'secret',
      sessionToken: 'token',
      principal: { kind: 'role', arn, roleArn, ...(invocation && { invocation }) },
    };
  }
}

/** An archive of these files. */
export function zip(files: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])),
  );
}

export function testFunction(
  files: Readonly<Record<string, string>>,
  settings: Partial<HostedFunction> = {},
): HostedFunction {
  const code = zip(files);
  const codeSha256 = createHash('sha256').update(code).digest('base64');
  const name = settings.name ?? 'greet';
  return {
    name,
    arn: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
    version: '$LATEST',
    revisionId: codeSha256,
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    roleArn: 'arn:aws:iam::123456789012:role/greeter',
    timeoutSeconds: 3,
    memoryMb: 128,
    environment: {},
    code: { size: code.byteLength, read: () => code },
    codeSha256,
    layers: [],
    tracing: 'PassThrough',
    logging: {
      format: 'Text',
      group: `/aws/lambda/${name}`,
      applicationLevel: undefined,
      systemLevel: undefined,
    },
    reservedConcurrency: undefined,
    ...settings,
  };
}

export function awsError(code: string): () => never {
  return () => {
    throw new AwsError(code, code);
  };
}
