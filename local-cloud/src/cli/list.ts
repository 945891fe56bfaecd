import { join } from 'node:path';
import { loadWorkflows } from '../scenarios/load.ts';
import { type Command, JSON_OPTION } from './command.ts';
import { openProject } from './project.ts';
import { table } from './table.ts';

export const listCommand: Command = {
  name: 'list',
  usage: '',
  help: 'List the workflows and their scenarios',
  positionals: [0, 0],
  options: { json: JSON_OPTION },
  async run({ flags, terminal }) {
    const project = openProject();
    const rows = loadWorkflows(join(project.root, project.config.scenarios)).flatMap((workflow) =>
      Object.entries(workflow.scenarios).map(([scenario, { description }]) => ({
        workflow: workflow.name,
        scenario,
        description,
      })),
    );
    terminal.out(
      flags.json
        ? JSON.stringify(rows, null, 2)
        : table(
            ['Workflow', 'Scenario', 'What it shows'],
            rows.map((row) => [row.workflow, row.scenario, row.description]),
            terminal.columns,
          ),
    );
    return 0;
  },
};
