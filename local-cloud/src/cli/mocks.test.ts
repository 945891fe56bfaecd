import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { testFolder } from '../core/testing.ts';
import { checkOptions, choicesOf } from '../face/options.ts';
import { openProject } from './project.ts';

const MOCKS = {
  StateMachines: { orders: { TestCases: { HappyPath: { Ask: 'Yes' } } } },
  MockedResponses: { Yes: { 0: { Return: 'yes' } } },
};
const CONFIG = 'local-cloud.config.json';

let root: string;
beforeEach(() => {
  root = testFolder();
  write('template.json', { Resources: {} });
  write('mocks.json', MOCKS);
});

function write(name: string, content: unknown): void {
  writeFileSync(join(root, name), JSON.stringify(content));
}

function open(mocks: unknown) {
  write(CONFIG, { mocks });
  return openProject(root);
}

describe('"mocks" of a project', () => {
  test('may be a file, which is read from its folder, or a file with test cases', () => {
    expect(open('mocks.json').mocks).toBeDefined();
    expect(open({ file: 'mocks.json', testCases: { orders: 'HappyPath' } }).mocks).toBeDefined();
  });

  test('may be what such a file holds', () => {
    expect(open(MOCKS).mocks).toBeDefined();
    expect(open({ file: MOCKS, testCases: { orders: 'HappyPath' } }).mocks).toBeDefined();
  });

  test('need not be there', () => {
    write(CONFIG, {});
    expect(openProject(root).mocks).toBeUndefined();
  });

  test.each<[unknown, RegExp]>([
    ['gone.json', /mock configuration gone\.json is not there\n.*How to fix it: Write that file/s],
    [{ file: 'mocks.json', cases: {} }, /Unrecognized key: "cases"\n.*at mocks/],
    [{ file: 'mocks.json', testCases: { orders: 1 } }, /expected an object of texts\n.*testCases/],
    [{ file: 'mocks.json', testCases: { orders: 'Sad' } }, /no test case "Sad" of "orders"/],
    [7, /expected a file, or what it holds\n.*at mocks\.file/],
    [{ ...MOCKS, More: {} }, /"mocks" is no mock configuration\n.*Unrecognized key: "More"/],
  ])('like %j is refused', (mocks, message) => {
    expect(() => open(mocks)).toThrow(message);
  });

  test('that is a file is refused by its name where it is not right', () => {
    write('mocks.json', { ...MOCKS, MockedResponses: {} });
    expect(() => open('mocks.json')).toThrow(/mocks\.json is no mock configuration\n.*"Yes"/);
  });
});

describe('the option of `startCloud`', () => {
  test('goes before what the project says', () => {
    write(CONFIG, { mocks: 'gone.json' });
    const options = { project: root, mocks: MOCKS };
    checkOptions(options);
    expect(openProject(root, choicesOf(options)).mocks).toBeDefined();
  });

  test('is refused where it is nothing like it', () => {
    expect(() => checkOptions({ project: root, mocks: null })).toThrow('mocks');
    const mocks = { file: 'mocks.json', testCase: 'HappyPath' };
    expect(() => checkOptions({ project: root, mocks })).toThrow('Unrecognized key: "testCase"');
  });

  test('is refused where it is not JSON', () => {
    const Return = 10n as unknown;
    const mocks = { ...MOCKS, MockedResponses: { Yes: { 0: { Return } } } };
    expect(() => openProject(root, choicesOf({ mocks }))).toThrow('"mocks" is not JSON');
  });
});
