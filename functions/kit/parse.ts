import * as z from 'zod/mini';

/** One thing that is wrong with an input: where, and what should be there. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/**
 * The value as the schema reads it, or what is wrong with it. Problems name paths and rules,
 * never the values: those may be personal data.
 */
export function parse<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
): { data: z.output<Schema> } | { problems: Problem[]; error: z.core.$ZodError } {
  const result = z.safeParse(schema, value);
  if (result.success) return { data: result.data };
  return { problems: result.error.issues.map(problemOf), error: result.error };
}

function problemOf(issue: z.core.$ZodIssue): Problem {
  const message = issue.code === 'unrecognized_keys' ? `unknown: ${issue.keys}` : issue.message;
  return { path: issue.path.join('.'), message };
}

/**
 * A JSON text as the schema reads it.
 *
 * @param what how the error names it: `message`
 * @throws Error when it is something else; its cause names paths and rules, never the values
 */
export function read<Schema extends z.ZodMiniType>(
  schema: Schema,
  text: string,
  what: string,
): z.output<Schema> {
  const input = parse(schema, parseJson(text));
  if ('data' in input) return input.data;
  throw new Error(`The ${what} is not what is expected.`, { cause: input.error });
}

/** What a JSON text says; undefined where it is none, since the parser's error would quote it. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
