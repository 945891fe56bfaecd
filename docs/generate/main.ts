import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadWorkflows } from '../../local-cloud/src/scenarios/load.ts';
import { diagram } from './diagram.ts';
import { scenarioTable } from './scenario-table.ts';

/**
 * Fills the parts of docs/workflows/*.md that stand between `<!-- generated: ... -->` and
 * `<!-- end -->`: the diagram from the definition, the table from scenarios.yml.
 *
 *   node docs/generate/main.ts
 */
const root = join(import.meta.dirname, '../..');

/** Each page as it should be: its path from the root, and its text. */
export function pages(): Map<string, { readonly before: string; readonly after: string }> {
  const workflows = loadWorkflows(join(root, 'events'));
  return new Map(
    workflows.map((workflow) => {
      const path = `docs/workflows/${workflow.name}.md`;
      const before = readFileSync(join(root, path), 'utf8');
      const definition = readFileSync(
        join(root, `statemachines/${workflow.name}.asl.json`),
        'utf8',
      );
      const parts = {
        diagram: `\`\`\`mermaid\n${diagram(JSON.parse(definition))}\n\`\`\``,
        scenarios: scenarioTable(workflow),
      };
      return [path, { before, after: filled(before, parts) }];
    }),
  );
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
  for (const [path, { before, after }] of pages()) {
    if (before !== after) writeFileSync(join(root, path), after);
    process.stdout.write(`${path} ${before === after ? 'is up to date' : 'written'}\n`);
  }
}
