import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const PRINT = `import { oldGenerationLimit } from ${JSON.stringify(new URL('./old-generation.ts', import.meta.url).href)};
console.log(oldGenerationLimit() / 2 ** 20);`;

test.each([
  [['--max-old-space-size=300'], ''],
  [['--max-old-space-size=300', '--max-semi-space-size=4'], ''],
  [['--max-old-space-size=300'], '--max-semi-space-size=16'],
])('%j with NODE_OPTIONS %j: the old generation is what was asked for', (flags, NODE_OPTIONS) => {
  const words = [...flags, '--no-warnings', '--input-type=module', '--eval', PRINT];
  const env = { ...process.env, NODE_OPTIONS };
  const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', env });
  expect(stdout.trim(), stderr).toBe('300');
});
