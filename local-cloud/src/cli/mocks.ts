import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { UserError } from '../core/errors.ts';
import { texts } from '../core/json-schemas.ts';
import {
  type MockConfiguration,
  readMockConfiguration,
} from '../stepfunctions/api/mock-configuration.ts';
import { Mocks } from '../stepfunctions/api/mocks.ts';
import { readUserFile } from './user-file.ts';

/**
 * What a mock configuration file holds: test cases by state machines, and in each a mocked response for a
 * state; the answers of a response by invocations, `0` or `1-2`.
 * https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html
 */
export interface MockFile {
  readonly StateMachines: Readonly<
    Record<
      string,
      { readonly TestCases: Readonly<Record<string, Readonly<Record<string, string>>>> }
    >
  >;
  readonly MockedResponses: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          | { readonly Return: unknown }
          | { readonly Throw: { readonly Error: string; readonly Cause: string } }
        >
      >
    >
  >;
}

/** The file or what it holds; with it the test cases of executions that are started without one. */
export type MocksOption =
  | string
  | MockFile
  | {
      readonly file: string | MockFile;
      /** By state machine, as the file names it. */
      readonly testCases?: Readonly<Record<string, string>>;
    };

const file = z.custom<string | object>(
  (value) => (typeof value === 'object' && value !== null) || typeof value === 'string',
  'expected a file, or what it holds',
);

/** `mocks` of `local-cloud.config.json` and of `startCloud`. */
export const MOCKS = z.preprocess(
  (value) => (hasFile(value) ? value : { file: value }),
  z.strictObject({ file, testCases: texts.default({}) }),
);

type Given = z.output<typeof MOCKS>;

function hasFile(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'file' in value;
}

/**
 * @param root what a path is from
 * @throws UserError for what cannot be read, or is not right
 */
export function mocksOf(given: Given, root: string): Mocks {
  const testCases = new Map(Object.entries(given.testCases));
  return new Mocks(configurationOf(given, root), testCases);
}

/** What the file says now. Throws as `mocksOf` does. */
export function configurationOf({ file }: Given, root: string): MockConfiguration {
  if (typeof file !== 'string') return readMockConfiguration(textOf(file), '"mocks"');
  const path = resolve(root, file);
  if (existsSync(path)) return readMockConfiguration(readUserFile(path), file);
  throw new UserError(`The mock configuration ${file} is not there`, {
    why: `"mocks" names it, and there is no ${path}.`,
    fix: 'Write that file, or correct "mocks" in local-cloud.config.json.',
  });
}

function textOf(value: object): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw new UserError('"mocks" is not JSON', { why: (cause as Error).message, cause });
  }
}
