import { tmpdir } from 'node:os';
import { LocalCloud } from './cloud.ts';
import { CloudClock } from './core/cloud-clock.ts';
import type { Bounds, Constraint } from './core/contract.ts';
import { loadOperations } from './core/late-operations.ts';
import { SeededRandom } from './core/random.ts';
import type { Operation } from './core/service.ts';
import { RESOURCE_TYPES } from './deploy/resources/index.ts';
import { serverlessList } from './deploy/serverless/support.ts';
import { registerServices } from './services.ts';
import { servedIntegrations } from './stepfunctions/integrations/registry.ts';

/**
 * What the local cloud serves, as Markdown: every operation of every service with the members it
 * honours, every integration of Task states, every CloudFormation resource type, and what of SAM. Read
 * off the code, so that it cannot be wrong.
 */
export async function supportTables(): Promise<{
  operations: string;
  integrations: string;
  resources: string;
  serverless: string;
}> {
  const cloud = new LocalCloud({
    clock: new CloudClock({ frozen: true, start: 0 }),
    random: new SeededRandom('support'),
    report: () => {},
  });
  registerServices(cloud, { folder: tmpdir(), report: () => {} });
  for (const service of cloud.services.values()) await loadOperations(service);
  const services = [...cloud.services.values()].sort((a, b) => (a.sdkId < b.sdkId ? -1 : 1));
  const operations = services.map(
    ({ sdkId, operations: served }) =>
      `### ${sdkId}\n\n| Operation | Members of its input that are honoured (\`*\`: required) |\n| --- | --- |\n${Object.entries(
        served,
      )
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, operation]) => `| ${name} | ${members(operation)} |`)
        .join('\n')}`,
  );
  const resources = [...RESOURCE_TYPES.values()].sort((a, b) => (a.type < b.type ? -1 : 1));
  const types = resources.map(({ type, inert = [] }) =>
    [`- \`${type}\``, ...(inert.length === 0 ? [] : [inertText(inert)])].join('; '),
  );
  return {
    operations: operations.join('\n\n'),
    integrations: integrations(),
    resources: types.join('\n'),
    serverless: serverlessList(),
  };
}

function inertText(properties: readonly string[]): string {
  return `taken, and without effect here: ${properties.join(', ')}`;
}

function members({ members: contract }: Operation): string {
  const list = Object.entries(contract).map(
    ([name, constraint]) => `${name}${bounds(constraint!)}`,
  );
  return list.length === 0 ? '-' : list.join(', ');
}

/** `*` for what is required, and in parentheses how long or how big: `QueueName* (1-80)`. */
function bounds({ required, length, bytes, range, enum: values }: Constraint): string {
  const within = length ?? bytes ?? range;
  const told = [
    ...(within ? [between(within)] : []),
    ...(bytes ? ['bytes'] : []),
    ...(values && values.length <= MOST_SHOWN ? [values.join(' / ')] : []),
  ];
  return `${required ? '*' : ''}${told.length > 0 ? ` (${told.join(' ')})` : ''}`;
}

/** Longer enumerations are left to AWS's documentation. */
const MOST_SHOWN = 5;

function between([least, most]: Bounds): string {
  if (most === undefined) return `from ${least}`;
  return least === 0 ? `up to ${most}` : `${least}-${most}`;
}

function integrations(): string {
  const rows = servedIntegrations().map(({ name, patterns }) => {
    const shown = patterns.map((pattern) => (pattern === 'request' ? 'request' : `.${pattern}`));
    return `| \`${name}\` | ${shown.join(', ')} |`;
  });
  return `| Integration | Patterns |\n| --- | --- |\n${rows.join('\n')}`;
}
