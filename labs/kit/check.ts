import { join } from 'node:path';
import { type Cloud, startCloud, UserError } from 'local-cloud';
import { Finding, type Told } from './finding.ts';
import type { Lab } from './lab.ts';

/** One proof, and what was found where it failed. */
export interface Verdict {
  readonly proof: string;
  readonly told?: Told;
}

export interface Checked {
  readonly verdicts: readonly Verdict[];
  /** The cloud that shows what ran; undefined where nothing could be deployed. */
  readonly cloud: Cloud | undefined;
}

/** The first proof of every lab. */
export const DEPLOYS = 'It can be deployed';

/**
 * Deploys a folder to a cloud of its own and has the lab's proofs look at what it does there. Closing
 * the cloud is left to the caller.
 *
 * @param port on 127.0.0.1; 0: a free one
 */
export async function checkFolder(lab: Lab, folder: string, port = 0): Promise<Checked> {
  let cloud: Cloud;
  try {
    cloud = await startCloud({ template: join(folder, 'template.yaml'), stack: 'lab', port });
  } catch (error) {
    return { verdicts: [{ proof: DEPLOYS, told: notDeployed(error) }], cloud: undefined };
  }
  const verdicts: Verdict[] = [{ proof: DEPLOYS }];
  for (const [proof, prove] of Object.entries(lab.proofs)) {
    verdicts.push(await verdictOf(proof, () => prove(cloud)));
  }
  return { verdicts, cloud };
}

async function verdictOf(proof: string, prove: () => Promise<void>): Promise<Verdict> {
  try {
    await prove();
    return { proof };
  } catch (error) {
    return { proof, told: told(error) };
  }
}

/** What a proof found, or what stopped it: an answer of AWS, a name that is not there, a text that is no JSON. */
function told(error: unknown): Told {
  if (error instanceof Finding) return error.told;
  return {
    happened: messageOf(error),
    expected: 'The state machine, the names and the outputs that the README of the lab asks for',
    look: 'README.md, and what template.yaml and workflow.asl.json call things',
  };
}

function notDeployed(error: unknown): Told {
  const { what = messageOf(error), why, fix } = error instanceof UserError ? error : {};
  return {
    happened: [what, why].filter(Boolean).join(': '),
    expected: 'A template and a definition that AWS would take',
    look: fix ?? 'the place that is named above, in template.yaml or workflow.asl.json',
  };
}

function messageOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
