#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';

const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `local-cloud runs on Node 24, and this is Node ${process.versions.node}.\n` +
      'Start it with `npx local-cloud ...` in a project where it is installed: it brings its own Node 24.\n',
  );
  process.exit(1);
}
// What was compiled once is read from disk the next time: half the start-up time.
module.enableCompileCache?.();
// The sources are in the repository alone; what is installed is compiled.
const isRepository = existsSync(new URL('../src', import.meta.url));
const { main } = await (isRepository
  ? import('../src/cli/main.ts')
  : import('../dist/cli/main.js'));
process.exitCode = await main(process.argv.slice(2));
