import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { read } from '../project.ts';

/** The environment of somebody who has never heard of this repository. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(npm_|NODE|VITE|VITEST|AWS_|INIT_CWD$)/;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const folders = (process.env.PATH ?? '').split(delimiter);
  const PATH = folders.filter((folder) => !folder.includes('node_modules')).join(delimiter);
  return { ...Object.fromEntries(kept), PATH };
}

/** Runs a program as that person would; gives what it printed, and throws with it where it fails. */
export async function run(program: string, words: readonly string[], cwd: string): Promise<string> {
  const options = { cwd, env: ownEnvironment(), maxBuffer: 2 ** 24 };
  try {
    const { stdout, stderr } = await promisify(execFile)(program, words, options);
    return stdout + stderr;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${program} ${words.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
  }
}

/** The versions of this repository, which npm has in its cache. */
export function versionsOf(...names: string[]): Record<string, string> {
  const { dependencies, devDependencies } = JSON.parse(read('package.json'));
  const all: Record<string, string> = { ...dependencies, ...devDependencies };
  return Object.fromEntries(names.map((name) => [name, all[name]!]));
}

/**
 * A project far from the repository, with these files, and its dependencies installed: from nothing, or
 * from what another project had, which npm makes into the ones that this one asks for: it is gone then.
 */
export async function projectWith(
  files: Readonly<Record<string, string>>,
  devDependencies: Readonly<Record<string, string>>,
  other?: string,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'teas-'));
  const manifest = { name: 'teas', private: true, type: 'module', devDependencies };
  const all = { ...files, 'package.json': JSON.stringify(manifest) };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  if (other !== undefined) {
    renameSync(join(other, 'node_modules'), join(folder, 'node_modules'));
    rmSync(other, { recursive: true });
  }
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], folder);
  // npm 10 links the Node that comes along only then.
  if (Number.parseInt(await run('npm', ['--version'], folder), 10) < 11) {
    await run('npm', ['rebuild'], folder);
  }
  return folder;
}

export interface Up {
  readonly endpoint: string;
  readonly stack: string;
  readonly outputs: Readonly<Record<string, string>>;
  down(): Promise<void>;
}

/** `npx local-cloud up` on a free port, until it is taken down. */
export async function up(cwd: string, ...words: string[]): Promise<Up> {
  const child = spawn('npx', ['local-cloud', 'up', '--port', '0', '--json', ...words], {
    cwd,
    env: ownEnvironment(),
    // A process group of its own: npx starts a shell, and that the command.
    detached: true,
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  let [printed, complained] = ['', ''];
  child.stderr.on('data', (data: Buffer) => {
    complained += data.toString();
  });
  const summary = await new Promise<Omit<Up, 'down'>>((resolve, reject) => {
    child.stdout.on('data', (data: Buffer) => {
      printed += data.toString();
      if (printed.includes('\n')) resolve(JSON.parse(printed));
    });
    ended.then(() => reject(new Error(`It did not come up:\n${printed}${complained}`)));
  });
  const down = async () => {
    process.kill(-child.pid!, 'SIGTERM');
    await ended;
  };
  return { ...summary, down };
}
