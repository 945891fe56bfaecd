import { execFile } from 'node:child_process';
import { delimiter } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../project.ts';

/** Runs a program to its end; what it printed is in the error when it fails. */
export async function run(cwd: string, program: string, ...words: string[]): Promise<string> {
  const options = { cwd, env: environment(), maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(program, words, options).catch((error) => {
    throw new Error(`${program} ${words.join(' ')}\n${error.stdout}${error.stderr}`);
  });
  return stdout;
}

/** That of a shell outside this repository: npm and Vitest leave marks that change what npm does. */
function environment(): NodeJS.ProcessEnv {
  const marks = /^(npm_(?!config_(registry|cache|userconfig)$)|INIT_CWD$|VITEST)/;
  const kept = Object.entries(process.env).filter(([name]) => !marks.test(name));
  const path = process.env.PATH!.split(delimiter).filter((folder) => !folder.startsWith(root));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter) };
}
