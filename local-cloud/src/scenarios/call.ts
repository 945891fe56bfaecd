import type { AwsCaller } from '../client/aws-caller.ts';
import { UserError } from '../core/errors.ts';
import { differences } from './expect.ts';
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
}

/** Makes a call, keeps what is to be saved of its answer, and says what was not as expected. */
export async function makeCall(target: CallTarget, call: Call, at: string): Promise<string[]> {
  const { aws, pace, outputs } = target;
  try {
    const answer = aws.call<object>(call.service, call.operation, inputOf(target, call));
    const output = plain(await pace.during(answer));
    for (const [name, path] of Object.entries(call.save ?? {})) {
      outputs.set(name, savedFrom(output, path, at));
    }
    if (call.expect === undefined) return [];
    return differences(substitute(call.expect, outputs), output, at);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { name, message } = error as Error;
    if (call.tolerate?.includes(name)) return [];
    return [`${at}: ${name}: ${message}`];
  }
}

function inputOf({ outputs, payload }: CallTarget, { input, files = {} }: Call): object {
  const texts = Object.entries(files).map(([member, file]) => [member, payload(file)]);
  return { ...substitute(input, outputs), ...Object.fromEntries(texts) };
}

/** An SDK output as plain JSON: dates as text, no metadata. */
function plain(output: object): unknown {
  const { $metadata: _, ...members } = output as { $metadata?: unknown };
  return JSON.parse(JSON.stringify(members));
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
