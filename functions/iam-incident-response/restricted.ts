import * as z from 'zod/mini';
import { covers, overlaps } from './action-pattern.ts';

/** One thing in a policy that allows restricted actions. */
export interface Offence {
  /** The statement's Sid, or its place: `#2`. */
  readonly statement: string;
  /** What it allows, as the policy says it. */
  readonly allows: string;
  /** The items of the list of restricted actions that it allows, whole or in part. */
  readonly restricted: readonly string[];
}

const texts = z.union([z.string(), z.array(z.string())]);
const statement = z.object({
  Sid: z.optional(z.string()),
  Effect: z.string(),
  Action: z.optional(texts),
  NotAction: z.optional(texts),
});
const policy = z.object({ Statement: z.union([statement, z.array(statement)]) });

type Statement = z.output<typeof statement>;

/**
 * What a policy document allows of the restricted actions; nothing when it is harmless. Deny is not
 * counted: it may be gone tomorrow. Resource and Condition are not either: they can be as good as
 * everything. What cannot be read is taken for the worst.
 */
export function offencesIn(document: string, restrictedActions: readonly string[]): Offence[] {
  const { data, success } = z.safeParse(policy, parsed(document));
  if (!success) return [unreadable('-', restrictedActions)];
  return [data.Statement]
    .flat()
    .flatMap((one, index) => offencesOf(one, one.Sid || `#${index + 1}`, restrictedActions));
}

function offencesOf(
  { Effect, Action, NotAction }: Statement,
  statement: string,
  restrictedActions: readonly string[],
): Offence[] {
  if (Effect === 'Deny') return [];
  if (Action === undefined && NotAction === undefined) {
    return [unreadable(statement, restrictedActions)];
  }
  const allowed = [
    ...[Action ?? []].flat().map((action) => ({
      allows: action,
      restricted: restrictedActions.filter((restricted) => overlaps(action, restricted)),
    })),
    ...(NotAction === undefined ? [] : [allBut([NotAction].flat(), restrictedActions)]),
  ];
  return allowed
    .filter(({ restricted }) => restricted.length > 0)
    .map((offence) => ({ statement, ...offence }));
}

/** NotAction allows every action there is, in every service, except those it names. */
function allBut(actions: readonly string[], restrictedActions: readonly string[]) {
  return {
    allows: `everything but ${actions.join(', ')}`,
    restricted: restrictedActions.filter(
      (restricted) => !actions.some((action) => covers(action, restricted)),
    ),
  };
}

function unreadable(statement: string, restrictedActions: readonly string[]): Offence {
  return { statement, allows: 'what cannot be read', restricted: restrictedActions };
}

function parsed(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    return undefined;
  }
}
