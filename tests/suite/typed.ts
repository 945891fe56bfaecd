import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../project.ts';

/** `local-cloud` as people type it. */
const command = join(root, 'local-cloud/bin/local-cloud.mjs');

export interface Where {
  readonly cwd?: string;
  readonly endpoint: string;
  readonly columns?: number;
  readonly stdin?: string;
}

/** Types `local-cloud ...`; `printed` resolves as soon as standard output holds a text. */
export function typed(words: readonly string[], where: Where) {
  const { cwd = root, endpoint, columns, stdin = '' } = where;
  const { COLUMNS: _, ...environment } = process.env;
  const child = spawn(process.execPath, [command, ...words], {
    cwd,
    env: {
      ...environment,
      AWS_ENDPOINT_URL: endpoint,
      ...(columns !== undefined && { COLUMNS: String(columns) }),
    },
  });
  child.stdin.end(stdin);
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => (out += data));
  child.stderr.on('data', (data) => (err += data));
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, out, err })),
  );
  const printed = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const look = () => out.includes(text) && resolve(out);
      child.stdout.on('data', look);
      child.on('close', () => reject(new Error(`ended without "${text}": ${out}${err}`)));
      look();
    });
  return { child, ended, printed };
}
