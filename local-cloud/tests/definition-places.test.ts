import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startCloud } from 'local-cloud';
import { expect, onTestFinished, test, vi } from 'vitest';
import { parse } from 'yaml';

const ROLE = 'arn:aws:iam::123456789012:role/kitchen';

/** There is no state `Nowhere`, nothing leads to the last two, and one name begins with another. */
const BREW = `{
  "StartAt": "Brew",
  "States": {
    "Brew": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": { "FunctionName": "kettle" },
      "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Nowhere" }],
      "End": true
    },
    "Brew/Serve": { "Type": "Pass", "End": true },
    "Brew/Serve [hot]": { "Type": "Pass", "Next": "Nowhere" }
  }
}
`;

/** A template of SAM that names a file. */
function naming(DefinitionUri: string): string {
  const Properties = { Role: ROLE, DefinitionUri };
  const Resources = { Machine: { Type: 'AWS::Serverless::StateMachine', Properties } };
  return JSON.stringify({ Transform: 'AWS::Serverless-2016-10-31', Resources });
}

/** A project of these files. */
function project(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'places-'));
  vi.stubEnv('XDG_CACHE_HOME', join(root, '.caches'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(root, { recursive: true });
  });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

/** What is told where the project's state machine is refused, from the second line on. */
async function told(files: Record<string, string>): Promise<string[]> {
  const refused = await startCloud({ project: project(files) }).catch((error: Error) => error);
  if (!(refused instanceof Error)) throw new Error('It was deployed');
  const [first, , ...places] = refused.message.split('\n');
  expect(first).toContain('Machine (AWS::StepFunctions::StateMachine) could not be created');
  return places;
}

test('a file that the template names is told with its lines', async () => {
  expect(
    await told({
      'template.yml': naming('machines/brew.asl.json'),
      'machines/brew.asl.json': BREW,
    }),
  ).toEqual([
    'at machines/brew.asl.json:8',
    'at machines/brew.asl.json:12',
    'at machines/brew.asl.json:11',
  ]);
});

test('so is a definition that stands in the template', async () => {
  const template = `
Resources:
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: !Sub ${ROLE}
      Definition:
        StartAt: Brew
        States:
          Brew:
            Type: Choice
            Default: Nowhere
            Choices:
              - { Variable: $.tea, IsPresent: true, Next: Brew }
              - Variable: $.coffee
                IsPresent: true
                Next: Elsewhere
`;
  expect(await told({ 'template.yml': template })).toEqual([
    'at template.yml:17',
    'at template.yml:12',
  ]);
});

/** Wrong in its line 4. */
const BREW_IN_YAML = `StartAt: Brew
States:
  # Nobody is there.
  Brew: { Type: Pass, Next: Nowhere }
`;

/** A framework that puts a definition into the template it writes, whatever it was written in. */
function framework(definition: unknown) {
  const Properties = { RoleArn: ROLE, Definition: definition };
  const Resources = { Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties } };
  const config = {
    package: {
      ...{ command: [process.execPath, 'package.mjs'], sources: ['machines'], output: 'out' },
      ...{ template: 'template.json', state: 'state.json' },
    },
  };
  const writing = `
    import { mkdirSync, writeFileSync } from 'node:fs';
    mkdirSync('out', { recursive: true });
    writeFileSync('out/template.json', ${JSON.stringify(JSON.stringify({ Resources }))});
    writeFileSync('out/state.json', '{"service":{"provider":{"stackName":"tea"}}}');`;
  return { 'local-cloud.config.json': JSON.stringify(config), 'package.mjs': writing };
}

test.each([
  ['machines/brew.asl.json', BREW, JSON.parse(BREW), [8, 12, 11]],
  ['machines/brew.asl.yml', BREW_IN_YAML, parse(BREW_IN_YAML), [4]],
])('so is %s that a framework has put into the template', async (file, text, value, lines) => {
  const others = { 'machines/other.json': '{}', 'machines/other.yml': 'StartAt: [' };
  const places = lines.map((line) => `at ${file}:${line}`);
  expect(await told({ ...framework(value), ...others, [file]: text })).toEqual(places);
});

test('of a file that is long the name is told alone', async () => {
  const files = {
    'template.yml': naming('brew.asl.json'),
    'brew.asl.json': BREW + ' '.repeat(100_000),
  };
  expect(await told(files)).toEqual(['at brew.asl.json']);
});

test('what is defined by no file is told without one', async () => {
  const Properties = { RoleArn: ROLE, DefinitionString: BREW };
  const Resources = { Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties } };
  expect(await told({ 'template.json': JSON.stringify({ Resources }) })).toEqual([]);
});
