import type { Clock } from '../src/core/clock.ts';
import type { Json } from '../src/core/json.ts';
import type { Random } from '../src/core/random.ts';
import type { TaskObserver } from '../src/stepfunctions/ports.ts';
import type { LambdaMock } from './fixtures.ts';

export interface Invocation {
  readonly mock: LambdaMock;
  readonly payload: Json;
  /** `arn:aws:states:::lambda:invoke` wraps the answer and writes causes anew. */
  readonly optimised: { readonly logs: boolean } | undefined;
}

/** Answers as the recorded function did. */
export function invoke(
  { mock, payload, optimised }: Invocation,
  observer: TaskObserver,
  ports: { clock: Clock; random: Random },
): void {
  const { behaviour } = mock;
  // AWS hands a function {} where the payload is null (recorded).
  const event = payload === null ? {} : payload;
  const succeed = (result: Json): void =>
    observer.succeeded(optimised ? wrapped(result, optimised.logs) : result);
  if (behaviour.kind === 'throw') {
    const text = textOf(behaviour.responseText).replace('{requestId}', ports.random.uuid());
    const cause = optimised ? JSON.stringify(JSON.parse(text)) : text;
    observer.failed({ error: behaviour.errorType ?? 'Error', cause });
  } else if (behaviour.kind === 'sleep') {
    ports.clock.after((behaviour.seconds ?? 0) * 1000, () => succeed(event));
  } else succeed(resultOf(behaviour, event));
}

function resultOf(behaviour: LambdaMock['behaviour'], event: Json): Json {
  if (behaviour.kind === 'return') return behaviour.value ?? null;
  if (behaviour.kind === 'format')
    return (behaviour.format ?? '').replace('{event}', python(event));
  if (behaviour.kind === 'raw') return parsedOr(textOf(behaviour.responseText));
  return event;
}

function textOf(text: LambdaMock['behaviour']['responseText']): string {
  if (typeof text === 'object') return text.repeat.repeat(text.count);
  return text ?? '';
}

function parsedOr(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** The members that the comparison ignores are left out. */
function wrapped(payload: Json, logs: boolean): Json {
  const answer = { ExecutedVersion: '$LATEST', Payload: payload, StatusCode: 200 };
  return logs ? { ...answer, LogResult: 'START' } : answer;
}

/** A value as Python's `str` writes it. */
/** As Python prints a value. */
export function python(value: Json): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value).map(([name, member]) => `'${name}': ${python(member)}`);
    return `{${members.join(', ')}}`;
  }
  return String(value);
}
