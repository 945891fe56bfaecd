import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { scenarioFile } from './schema.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/scenarios.md'), 'utf8');

test('the example on the page is a scenario file', () => {
  const [, example] = /```yaml\n(.*?)```/s.exec(page)!;
  expect(scenarioFile.safeParse(parse(example!)).error).toBeUndefined();
});

test('the page names every key there is', () => {
  const source = readFileSync(join(import.meta.dirname, 'schema.ts'), 'utf8');
  const keys = [...source.matchAll(/^ +(\w+): (?:z\.|oneOf|json|partial|call|attributes)/gm)];
  const missing = keys
    .map(([, key]) => key!)
    .filter((key) => !new RegExp(`\\b${key}\\b`).test(page));
  expect(keys.length).toBeGreaterThan(30);
  expect(missing).toEqual([]);
});
