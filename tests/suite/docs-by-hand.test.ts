import { spawn, spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { type Cloud, startCloud } from 'local-cloud';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { namesIn, read, root } from '../project.ts';
import { type AwsAtHand, awsAtHand } from './aws-at-hand.ts';
import { heldIn } from './held.ts';

/**
 * Types what the pages of the workflows tell people to type: every `sh` block, in order, in one
 * shell, against a cloud that is as `npm start` leaves it. The steps leave it as they found it.
 */
const pages = namesIn('docs/workflows', '.md');

const missing = ['bash', 'curl', 'aws'].filter(
  (tool) => spawnSync(tool, ['--version']).status !== 0,
);
if (missing.length > 0) console.log(`Skipped: the pages need ${missing.join(', ')} on the PATH.`);

const AS_PRINTED = 'http://127.0.0.1:4566';

/** The blocks that are typed into the second terminal: the first one keeps the cloud up. */
function blocksOf(page: string): string[] {
  const blocks = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block!);
  return blocks.filter((block) => !/^npm start$/m.test(block) && !isForAws(block));
}

/** What deploys to AWS, removes what has been deployed there, or turns the shell to it. */
const isForAws = (block: string) => block.includes('npx serverless') || block.startsWith('unset ');

let aws: AwsAtHand | undefined;
beforeAll(async () => {
  if (missing.length === 0) aws = await awsAtHand();
});
afterAll(() => aws?.close());

/** What npx finds is on the PATH, and npm itself takes longer to start than that takes. */
const NPX = 'npx() { "$@"; }';

async function type(cloud: Cloud, blocks: readonly string[]) {
  const script = [NPX, aws?.shell, ...blocks].join('\n').replaceAll(AS_PRINTED, cloud.endpoint);
  const { AWS_ENDPOINT_URL: _, ...environment } = process.env;
  const shell = spawn('bash', ['-x', '-e', '-o', 'pipefail', '-c', script], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...environment,
      PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`,
      AWS_PAGER: '',
    },
  });
  let printed = '';
  shell.stdout.on('data', (chunk) => (printed += chunk));
  shell.stderr.on('data', (chunk) => (printed += chunk));
  const code = await new Promise((resolve) => shell.on('close', resolve));
  return { code, printed };
}

test.each(pages)('%s tells people to keep a cloud up, and what to type then', (page) => {
  const text = read('docs/workflows', `${page}.md`);
  expect(text).toMatch(/^```sh\nnpm start\n```$/m);
  expect(blocksOf(text)).not.toEqual([]);
});

// Each page in a cloud of its own, some at once: they mostly wait for the commands that they start.
test.skipIf(missing.length > 0).concurrent.each(pages)(
  'what %s tells people to type works as it stands there',
  async (page) => {
    const cloud = await startCloud({ project: root });
    try {
      const before = await heldIn(cloud);
      const { code, printed } = await type(cloud, blocksOf(read('docs/workflows', `${page}.md`)));
      expect(code, printed.slice(-4000)).toBe(0);
      expect(await heldIn(cloud)).toEqual(before);
    } finally {
      await cloud.close();
    }
  },
  600_000,
);
