import type { Cloud } from 'local-cloud';
import { DEPLOYS } from '../kit/check.ts';
import type { Proofs } from '../kit/lab.ts';
import { DEFINITION, demandOutput, demandSuccess } from '../kit/runs.ts';

const OUTPUT = `"Output" of the state in ${DEFINITION}`;

async function greets(cloud: Cloud, name: string): Promise<void> {
  const execution = await cloud.run('Workflow', { name });
  demandOutput(execution, { greeting: `Hello, ${name}!` }, `The run for "${name}"`, OUTPUT);
}

export const proofs: Proofs = {
  'A run succeeds': async (cloud) => {
    const execution = await cloud.run('Workflow', { name: 'Sample' });
    demandSuccess(execution, 'The run for "Sample"', DEFINITION);
  },
  'It greets the customer by name': (cloud) => greets(cloud, 'Sample'),
  'It greets every other customer, too': (cloud) => greets(cloud, 'Another Sample'),
};

export const starts = { [DEPLOYS]: "Missing 'Next' target: Greet at /StartAt" };
