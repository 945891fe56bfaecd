import { createRequire } from 'node:module';
import { expect, test, vi } from 'vitest';
import RecordPlugin, { withoutCycles } from '../../serverless/record.ts';

/** The framework's own. */
const framework = createRequire(import.meta.resolve('serverless/package.json'));
const { decycle } = framework('json-cycle') as { decycle(value: unknown): unknown };

function record() {
  const shared = { Ref: 'Table' };
  const functions = {
    boilWater: { environment: { 'a "table"': shared }, tags: [shared, [1, null]] },
  };
  const service = { functions, resources: [functions, shared], made: new Date(0), none: undefined };
  const named = { toJSON: () => functions };
  return Object.assign(service, { itself: service, named, broken: [undefined, () => {}] });
}

test("what comes again, or holds itself, is referred to by its path, in the framework's own words", () => {
  const made = withoutCycles(record());
  expect(made).toHaveProperty('itself', { $ref: '$' });
  expect(made).toHaveProperty('resources[1]', {
    $ref: '$["functions"]["boilWater"]["environment"]["a \\"table\\""]',
  });
  expect(JSON.stringify(made)).toBe(JSON.stringify(decycle(record())));
});

test('the framework writes the record as it is laid out there, and all else as it did', () => {
  const writeFileSync = vi.fn();
  const utils = { writeFileSync };
  new RecordPlugin({ utils, configSchemaHandler: {} });
  utils.writeFileSync('serverless-state.json', { a: 1 }, true);
  utils.writeFileSync('template.json', { a: 1 });
  expect(writeFileSync.mock.calls).toEqual([
    ['serverless-state.json', '{\n  "a": 1\n}', true],
    ['template.json', { a: 1 }, undefined],
  ]);
});

test('on Serverless v4 it leaves everything as it is', () => {
  const writeFileSync = vi.fn();
  const utils = { writeFileSync };
  new RecordPlugin({ utils, configSchemaHandler: { defineBuildProperty: () => {} } });
  expect(utils.writeFileSync).toBe(writeFileSync);
});
