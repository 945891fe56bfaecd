import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Cloud, startCloud, UserError } from 'local-cloud';
import { Finding, type Told } from './finding.ts';
import type { Lab } from './lab.ts';
import { DEFINITION } from './runs.ts';

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

/** What every lab's folder has in it. */
const FILES = ['template.yaml', DEFINITION];

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
    return { verdicts: [{ proof: DEPLOYS, told: notDeployed(error, folder) }], cloud: undefined };
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
  // Where the cloud refused something, what it answered is what happened.
  const refused = error instanceof UserError ? error.why : undefined;
  return {
    happened: refused ?? messageOf(error),
    expected: 'The state machine, the names and the outputs that the README of the lab asks for',
    look: 'README.md, and what template.yaml and workflow.asl.json call things',
  };
}

function notDeployed(error: unknown, folder: string): Told {
  const missing = FILES.filter((file) => !existsSync(join(folder, file)));
  const { what = messageOf(error), why, fix } = error instanceof UserError ? error : {};
  return {
    happened: [what, why].filter(Boolean).join(': '),
    expected: 'A template and a definition that AWS would take',
    look:
      missing.length > 0
        ? lost(missing)
        : (fix ?? `the place that is named above, in ${FILES.join(' or ')}`),
  };
}

function lost(files: readonly string[]): string {
  return `${files.join(' and ')}: not in your folder. npm run lab reset puts it back to the start`;
}

function messageOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
