#!/usr/bin/env node
import module from 'node:module';

const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `flows runs on Node 24, and this is Node ${process.versions.node}.\n` +
      'Start it with `npx flows ...` after `npm ci`: the project brings its own Node 24.\n',
  );
  process.exit(1);
}
// What was compiled once is read from disk the next time: half the start-up time.
module.enableCompileCache?.();
const { main } = await import('../src/cli/main.ts');
process.exitCode = await main(process.argv.slice(2));
