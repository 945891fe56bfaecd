import type { JsonObject } from '../core/json.ts';

/** A statement as AddPermission of SQS and SNS writes it. */
interface Permitted {
  readonly label: string;
  readonly accounts: readonly string[];
  readonly actions: readonly string[];
  readonly resource: string;
}

/** The policy with one more statement; undefined: there is one of that label. */
export function withStatement(policy: string, permitted: Permitted): string | undefined {
  const document = JSON.parse(policy) as JsonObject;
  const statements = statementsOf(document);
  const { label: Sid, accounts, actions, resource } = permitted;
  if (statements.some((statement) => statement.Sid === Sid)) return undefined;
  const principals = accounts.map((account) => `arn:aws:iam::${account}:root`);
  const added = {
    Sid,
    Effect: 'Allow',
    Principal: { AWS: alone(principals) },
    Action: alone(actions),
    Resource: resource,
  };
  return JSON.stringify({ ...document, Statement: [...statements, added] });
}

/** The policy without the statement of that label; undefined: there is none. */
export function withoutStatement(policy: string, label: string): string | undefined {
  const document = JSON.parse(policy) as JsonObject;
  const statements = statementsOf(document);
  const left = statements.filter(({ Sid }) => Sid !== label);
  return left.length === statements.length
    ? undefined
    : JSON.stringify({ ...document, Statement: left });
}

export function isEmpty(policy: string): boolean {
  return statementsOf(JSON.parse(policy) as JsonObject).length === 0;
}

function statementsOf({ Statement = [] }: JsonObject): JsonObject[] {
  return [Statement].flat() as JsonObject[];
}

/** One of something is no list. */
function alone<Item>(items: readonly Item[]): Item | readonly Item[] {
  return items.length === 1 ? items[0]! : items;
}
