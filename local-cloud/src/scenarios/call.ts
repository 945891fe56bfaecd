import type { AwsCaller } from '../client/aws-caller.ts';
import { UserError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { differences } from './expect.ts';
import type { Made } from './make.ts';
import type { Pace } from './pace.ts';
import type { Call } from './schema.ts';
import { substitute } from './substitute.ts';

export interface CallTarget {
  readonly aws: AwsCaller;
  readonly pace: Pick<Pace, 'during'>;
  /** What stands for the names in `${...}`; what a call saves comes to it. */
  readonly outputs: Map<string, string>;
  /** The text of a file beside scenarios.yml. */
  payload(file: string): string;
  /** What a function of a module beside it makes: `samples.ts#plain`. */
  make(name: string): Promise<Made>;
}

/** Makes a call, keeps what is to be saved of its answer, and says what was not as expected. */
export async function makeCall(target: CallTarget, call: Call, at: string): Promise<string[]> {
  const { outputs } = target;
  const { service, operation, save = {}, expect, tolerate } = call;
  const make = async () => {
    const input = await inputOf(target, call);
    const output = await answerOf(target, service, operation, input);
    for (const [name, path] of Object.entries(save)) {
      outputs.set(name, savedFrom(output, path, at));
    }
    return expect === undefined ? [] : differences(substitute(expect, outputs), output, at);
  };
  return reported(at, make, tolerate);
}

/** The problems that `work` finds. An error of AWS is one, with its place, unless tolerated. */
export async function reported(
  at: string,
  work: () => Promise<string[]>,
  tolerate: readonly string[] = [],
): Promise<string[]> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { name, message } = error as Error;
    return tolerate.includes(name) ? [] : [`${at}: ${name}: ${message}`];
  }
}

/** What AWS answers, as plain JSON: dates as text, no metadata. Rejects with AWS's errors. */
export async function answerOf<Output = unknown>(
  { aws, pace }: CallTarget,
  service: string,
  operation: string,
  input: object,
): Promise<Output> {
  const { $metadata: _, ...members } = await pace.during(
    aws.call<{ $metadata?: unknown }>(service, operation, input),
  );
  return JSON.parse(JSON.stringify(members)) as Output;
}

/** JSON as what it says; any other text as it is. */
export function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

async function inputOf(
  { outputs, payload, make }: CallTarget,
  { input, files = {} }: Call,
): Promise<object> {
  const read = Object.entries(files).map(async ([member, file]) => [
    member,
    file.includes('#') ? await make(file) : payload(file),
  ]);
  return { ...substitute(input, outputs), ...Object.fromEntries(await Promise.all(read)) };
}

/** The text at a path of names and indexes: `executions.0.executionArn`. */
function savedFrom(output: unknown, path: string, at: string): string {
  const value = path.split('.').reduce(memberOf, output);
  if (typeof value === 'string') return value;
  throw new UserError(`${at} has no text at "${path}" to save`, {
    why: `It answered: ${JSON.stringify(output).slice(0, 300)}`,
  });
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object(value)[name] : undefined;
}
