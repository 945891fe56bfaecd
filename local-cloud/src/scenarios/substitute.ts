import { UserError } from '../errors.ts';
import { isObject, type Json } from '../json.ts';

/** The outputs of the deployed stack, by name. */
export type Outputs = ReadonlyMap<string, string>;

/** Replaces `${Name}` in every text of a value by the stack output of that name. */
export function substitute(value: Json, outputs: Outputs): Json {
  if (typeof value === 'string') return substituteText(value, outputs);
  if (Array.isArray(value)) return value.map((item) => substitute(item, outputs));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      substituteText(key, outputs),
      substitute(member, outputs),
    ]),
  );
}

export function substituteText(text: string, outputs: Outputs): string {
  return text.replace(/\$\{([A-Za-z0-9]+)\}/g, (_all, name: string) => {
    const output = outputs.get(name);
    if (output !== undefined) return output;
    throw new UserError(`The stack has no output "${name}"`, {
      why: `A scenario refers to it: ${text}`,
      fix: `Its outputs are: ${[...outputs.keys()].join(', ')}`,
    });
  });
}
