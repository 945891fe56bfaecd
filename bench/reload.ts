import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { UserError } from 'local-cloud';
import { median } from './median.ts';

const ROOT = join(import.meta.dirname, '..');
const RUNS = 5;
/** After an edit was answered all is packaged: until that is over the next one waits. */
const REST_MS = 8_000;
const PARTS = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'local-cloud.config.json',
  'serverless.yml',
  'serverless',
  'workflows',
  'statemachines',
  'functions',
  'runners',
  'events',
];

/** Milliseconds from saving a file to an answer that comes of it, medians of five. */
export type ReloadFigures = Readonly<Record<string, number>>;

type Look = (clients: Clients, edit: number) => Promise<boolean>;

interface Edit {
  readonly file: string;
  readonly write: (before: string, edit: number) => string;
  /** Whether the cloud answers by that edit. */
  readonly look: Look;
}

const EDITS: Readonly<Record<string, Edit>> = {
  handler: handler('bank-account', 'check-name'),
  'handler with the SDK': handler('daycare-registration', 'check-spots-availability'),
  definition: {
    file: 'statemachines/bank-account.asl.json',
    write: (before, edit) => before.replace('"Comment": "', `"Comment": "${edit} `),
    look: async ({ sfn, machine }, edit) => {
      const asked = new DescribeStateMachineCommand({ stateMachineArn: machine });
      const { definition } = await sfn.send(asked);
      return JSON.parse(definition!).Comment.startsWith(`${edit} `);
    },
  },
  wiring: {
    file: 'workflows/bank-account.yml',
    write: (before, edit) => before.replace(/timeout: \d+/, `timeout: ${100 + edit}`),
    look: async ({ lambda }, edit) => {
      const FunctionName = 'workflows-dev-submit-application';
      const asked = new GetFunctionConfigurationCommand({ FunctionName });
      return (await lambda.send(asked)).Timeout === 100 + edit;
    },
  },
};

/** Another handler, whose file still has all that was in it. */
function handler(workflow: string, name: string): Edit {
  return {
    file: `functions/${workflow}/${name}.ts`,
    write: (before, edit) =>
      before.replace(
        'export const handler =',
        `export const handler = async () => ${edit};\nexport const before =`,
      ),
    look: async ({ lambda }, edit) => {
      const asked = new InvokeCommand({ FunctionName: `workflows-dev-${name}`, Payload: '{}' });
      return Buffer.from((await lambda.send(asked)).Payload!).toString() === String(edit);
    },
  };
}

/** Edits in a project of its own, in which everything is packaged for any edit, and then as it is. */
export async function measureReload(progress: (line: string) => void): Promise<ReloadFigures> {
  const figures: Record<string, number> = {};
  const whole = { wiring: EDITS.wiring! };
  for (const [title, edits, env] of [
    ['all bundled anew: ', whole, { BUNDLE_CACHE: 'off' }],
    ['', EDITS, {}],
  ] as const) {
    await withCloud(env, async (folder, clients) => {
      for (const [name, edit] of Object.entries<Edit>(edits)) {
        const ms = await medianOf(folder, clients, edit);
        figures[title + name] = ms;
        progress(`${title}${name}: ${ms} ms`);
      }
    });
  }
  return figures;
}

async function medianOf(folder: string, clients: Clients, edit: Edit): Promise<number> {
  const file = join(folder, edit.file);
  const before = readFileSync(file, 'utf8');
  const times: number[] = [];
  for (let run = 1; run <= RUNS; run++) {
    await sleep(REST_MS);
    writeFileSync(file, edit.write(before, run));
    const saved = performance.now();
    while (!(await edit.look(clients, run))) await sleep(10);
    times.push(performance.now() - saved);
  }
  writeFileSync(file, before);
  return Math.round(median(times));
}

interface Clients {
  readonly lambda: LambdaClient;
  readonly sfn: SFNClient;
  readonly machine: string;
}

/** `local-cloud up` in a copy of this project. */
async function withCloud(
  env: NodeJS.ProcessEnv,
  work: (folder: string, clients: Clients) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'reload-'));
  for (const part of PARTS) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const command = join(ROOT, 'local-cloud/bin/local-cloud.mjs');
  const cloud = spawn(process.execPath, [command, 'up', '--port', '0'], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => cloud.once('close', resolve));
  try {
    const printed = await untilReady(cloud);
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const endpoint = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)![0];
    const options = { endpoint, region: 'us-east-1', credentials };
    const machine = /BankAccountStateMachineArn +(\S+)/.exec(printed)![1]!;
    const clients = { lambda: new LambdaClient(options), sfn: new SFNClient(options), machine };
    await work(folder, clients);
  } finally {
    cloud.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `local-cloud up` prints until it is ready. */
async function untilReady(cloud: ChildProcessByStdio<null, Readable, Readable>): Promise<string> {
  let [printed, errors] = ['', ''];
  cloud.stderr.on('data', (data) => (errors += data));
  for await (const data of cloud.stdout.iterator({ destroyOnReturn: false })) {
    printed += data;
    if (!printed.includes('Ctrl+C')) continue;
    cloud.stdout.resume();
    return printed;
  }
  throw new UserError('local-cloud up has ended before it was ready', { why: errors });
}
