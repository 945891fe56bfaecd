import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../src/core/json.ts';

/** What every recorded fixture has. The other members depend on its `kind`. */
export interface Fixture {
  readonly id: string;
  readonly kind: 'execution' | 'testState' | 'createError' | 'validateDefinition' | 'apiSequence';
  readonly area: string;
  /** `A:no-services`, `B:lambda`, `C:replay`, ...; absent for API sequences. */
  readonly tier?: string;
  /** Strings that stand for anything. */
  readonly wildcards: readonly string[];
  readonly localstackKnownDivergence: readonly Json[];
  readonly source: { readonly recorded?: string };
  readonly expected: unknown;
}

/** One execution as it was recorded on AWS. */
export interface ExecutionFixture extends Fixture {
  readonly kind: 'execution';
  readonly tier: string;
  readonly stateMachine: {
    readonly name: string;
    readonly type: 'STANDARD' | 'EXPRESS';
    readonly roleArn: string;
    readonly definition: JsonObject;
  };
  /** JSON text as sent; null: none was. */
  readonly input: string | null;
  readonly api?: string;
  readonly clock?: string;
  readonly lambdas?: Readonly<Record<string, LambdaMock>>;
  readonly s3Objects?: readonly { Bucket: string; Key: string; Body: string }[];
  readonly recordedTaskResults?: readonly RecordedTask[];
  readonly taskApiCalls?: readonly { op: string }[];
  readonly stopExecution?: { error: string | null; cause: string | null };
  readonly expected: ExpectedExecution;
}

export interface ExpectedExecution {
  readonly status: string;
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: Json;
  readonly history?: JsonObject[];
  readonly historyNormalisation?: string;
  /** The log's line of the last event. */
  readonly endLogEvent?: JsonObject;
  /** All lines of the log. */
  readonly loggedEvents?: JsonObject[];
}

export interface LambdaMock {
  readonly arn: string;
  readonly behaviour: {
    readonly kind: 'echo' | 'return' | 'throw' | 'raw' | 'format' | 'sleep';
    readonly value?: Json;
    readonly errorType?: string;
    readonly responseText?: string | { repeat: string; count: number };
    readonly format?: string;
    readonly seconds?: number;
  };
}

export interface RecordedTask {
  readonly state: string;
  readonly resourceType: string;
  readonly resource: string;
  readonly request: Json;
  readonly submitted?: Json;
  readonly result:
    | { readonly kind: 'return'; readonly output: Json }
    | { readonly kind: 'throw'; readonly error?: string; readonly cause?: Json }
    | { readonly kind: 'never' };
}

/** All recorded fixtures of a folder: of its `localstack` part, or of the folder itself. */
export function loadFixtures(dir: string): Fixture[] {
  const inner = join(dir, 'localstack');
  const folder = existsSync(inner) ? inner : dir;
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => fixturesOf(readFileSync(join(folder, name), 'utf8')));
}

function fixturesOf(text: string): Fixture[] {
  const content = JSON.parse(text) as { fixtures?: Fixture[] } | Fixture[];
  const fixtures = Array.isArray(content) ? content : (content.fixtures ?? []);
  return fixtures.filter((fixture) => typeof fixture.kind === 'string');
}
