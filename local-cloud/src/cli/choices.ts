import * as z from 'zod';
import { UserError } from '../core/errors.ts';
import { text } from '../deploy/resource-type.ts';
import type { Invocation, Option } from './command.ts';
import type { Choices } from './project.ts';
import { readUserFile } from './user-file.ts';

/** What is deployed, and as what: said on the command line. */
export const PROJECT_OPTIONS: Readonly<Record<string, Option>> = {
  template: { type: 'string', value: 'FILE', help: 'a CloudFormation template, or cdk.out' },
  parameters: {
    type: 'string',
    value: 'KEY=VALUE',
    help: 'a parameter of the template, or file://FILE with several; may be repeated',
    multiple: true,
  },
  stack: { type: 'string', value: 'NAME', help: "the stack's name; of several, which one" },
  region: { type: 'string', value: 'REGION', help: 'the region (default: as the project says)' },
  account: { type: 'string', value: 'ID', help: 'the account (default: as the project says)' },
};

/** What those options say. */
export function choicesOf(flags: Invocation['flags'], lists: Invocation['lists']): Choices {
  const said = ['template', 'stack', 'region', 'account'].filter(
    (name) => flags[name] !== undefined,
  );
  const parameters = (lists.parameters ?? []).map(parametersIn);
  return {
    ...Object.fromEntries(said.map((name) => [name, flags[name]])),
    ...(parameters.length > 0 && { parameters: Object.assign({}, ...parameters) }),
  };
}

function parametersIn(word: string): Record<string, string> {
  if (word.startsWith('file://')) return readParameters(word.slice('file://'.length));
  const [, name, value] = /^([A-Za-z0-9]+)=(.*)$/s.exec(word) ?? [];
  if (name !== undefined) return { [name]: value! };
  throw new UserError(`"${word}" is not a parameter`, {
    fix: 'Write it as KEY=VALUE, or file://FILE.',
    exitCode: 2,
  });
}

/** The forms that `aws cloudformation create-stack`, `deploy` and CodePipeline read. */
const parameterFile = z.union([
  z.array(z.looseObject({ ParameterKey: z.string(), ParameterValue: text })),
  z.looseObject({ Parameters: z.record(z.string(), text) }),
  z.array(z.string().regex(/^[A-Za-z0-9]+=/)),
  z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
]);

function readParameters(file: string): Record<string, string> {
  const written = readUserFile(file);
  let read: z.output<typeof parameterFile>;
  try {
    read = parameterFile.parse(JSON.parse(written));
  } catch (cause) {
    throw new UserError(`${file} is not a file of parameters`, {
      why: cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message,
      fix: 'Write it as {"KEY": "VALUE", ...} or [{"ParameterKey": "...", "ParameterValue": "..."}, ...].',
      cause,
    });
  }
  if (Array.isArray(read)) {
    return Object.assign(
      {},
      ...read.map((entry) =>
        typeof entry === 'string'
          ? parametersIn(entry)
          : { [entry.ParameterKey]: entry.ParameterValue },
      ),
    );
  }
  const map = 'Parameters' in read && typeof read.Parameters === 'object' ? read.Parameters : read;
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, String(value)]));
}
