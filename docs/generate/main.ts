import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandSummaries, exportLines, supportTables, unsetLines } from 'local-cloud/inspect';
import { loadWorkflows } from 'local-cloud/scenarios';
import { batchCosts } from './batch-costs.ts';
import { deployerPolicies, resourceTypes } from './deployer-policy.ts';
import { diagram } from './diagram.ts';
import { facts } from './facts.ts';
import { queryLanguages } from './query-languages.ts';
import { scenarioTable } from './scenario-table.ts';
import { table } from './table.ts';
import { webhookCosts } from './webhook-costs.ts';
import { whichWhen } from './which-when.ts';

/**
 * Fills the parts of the docs that stand between `<!-- generated: ... -->` and `<!-- end -->`: a
 * workflow's diagram from its definition, its costs and scenarios from scenarios.yml, and from the
 * code of the local cloud what it serves, its commands and how a shell is connected to it. What a
 * deployer may do is a file of its own.
 *
 *   node docs/generate/main.ts
 */
const root = join(import.meta.dirname, '../..');

const shell = (lines: string) => `\`\`\`sh\n${lines}\n\`\`\``;

/** What is typed into a shell: the same in every text. */
const SHELL = {
  connect: shell(exportLines('http://127.0.0.1:4566')),
  disconnect: shell(unsetLines()),
  commands: table(
    ['Command', 'What it does'],
    (await commandSummaries()).map(([words, help]) => [
      `\`local-cloud ${words.replaceAll('|', '\\|')}\``,
      help,
    ]),
  ),
};

/** Each page as it should be: its path from the root, and its text. */
export async function pages(): Promise<
  Map<string, { readonly before: string; readonly after: string }>
> {
  const workflows = loadWorkflows(join(root, 'events'));
  return new Map([
    page('README.md', SHELL),
    page('local-cloud/README.md', SHELL),
    page('local-cloud/docs/support.md', await supportTables()),
    page('labs/12-saga/README.md', SHELL),
    page('docs/query-languages.md', { queryLanguages: queryLanguages() }),
    page('docs/which-when.md', { whichWhen: whichWhen() }),
    ...policies(),
    ...workflows.map((workflow) => {
      const definition = readFileSync(
        join(root, `statemachines/${workflow.name}.asl.json`),
        'utf8',
      );
      const wiring = readFileSync(join(root, `workflows/${workflow.name}.yml`), 'utf8');
      const type = /StateMachineType: EXPRESS/.test(wiring) ? 'EXPRESS' : 'STANDARD';
      const parts = {
        ...SHELL,
        facts: facts(workflow, type),
        costs: webhookCosts(),
        batchCosts: batchCosts(),
        diagram: `\`\`\`mermaid\n${diagram(JSON.parse(definition))}\n\`\`\``,
        scenarios: scenarioTable(workflow),
      };
      return page(`docs/workflows/${workflow.name}.md`, parts);
    }),
  ]);
}

/** Roles of the suite are for these services; a test holds the templates to it. */
export const PASSED_TO = [
  'ecs-tasks.amazonaws.com',
  'events.amazonaws.com',
  'glue.amazonaws.com',
  'lambda.amazonaws.com',
  'sagemaker.amazonaws.com',
  'scheduler.amazonaws.com',
  'states.amazonaws.com',
  'textract.amazonaws.com',
];

function policies() {
  const made = deployerPolicies(resourceTypes(join(root, 'workflows')), PASSED_TO);
  return [...made].map(([name, after]) => {
    const path = `docs/deploy/deployer-${name}.json`;
    return [path, { before: readFileSync(join(root, path), 'utf8'), after }] as const;
  });
}

function page(path: string, parts: Readonly<Record<string, string>>) {
  const before = readFileSync(join(root, path), 'utf8');
  return [path, { before, after: filled(before, parts) }] as const;
}

/** The text with each generated part made anew. */
export function filled(text: string, parts: Readonly<Record<string, string>>): string {
  return text.replace(
    /(<!-- generated: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (whole, open: string, name: string, close: string) =>
      Object.hasOwn(parts, name) ? `${open}\n${parts[name]}\n\n${close}` : whole,
  );
}

if (import.meta.main) {
  for (const [path, { before, after }] of await pages()) {
    if (before !== after) writeFileSync(join(root, path), after);
    process.stdout.write(`${path} ${before === after ? 'is up to date' : 'written'}\n`);
  }
}
