import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  compose,
  type Framework,
  service,
  suite,
  workflowNames,
} from '../../serverless/compose.ts';
import { CompositionError } from '../../serverless/composition-error.ts';
import { refuseLongNames } from '../../serverless/names.ts';
import { read, root, slugs } from '../project.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** An address for every recipient that a workflow asks for. */
const EVERYBODY: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(compose(join(root, 'workflows')).recipients).map((name) => [name, 'a@example.com']),
);

const TEA = `
requires: [kettle]
recipients:
  guest: drinks the tea
functions:
  boilWater: { handler: functions/tea/boil-water.handler }
resources:
  TeaTable: { Type: AWS::DynamoDB::Table }
outputs:
  TeaTableName: { Value: !Ref TeaTable }
`;
const COFFEE = `
requires: [kettle]
functions:
  grindBeans: { handler: functions/coffee/grind-beans.handler }
`;
const KETTLE = 'resources:\n  Kettle: { Type: AWS::SQS::Queue }\n';

const folder = (files: Record<string, string> = {}) =>
  temporaryFolder({
    'tea.yml': TEA,
    'coffee.yml': COFFEE,
    'shared/kettle.yml': KETTLE,
    'shared/unused.yml': 'resources:\n  Unused: { Type: AWS::SQS::Queue }\n',
    ...files,
  });

test('without a name every workflow is composed, and what they require once', () => {
  const all = compose(folder());
  expect(Object.keys(all.functions)).toEqual(['grindBeans', 'boilWater']);
  expect(Object.keys(all.resources)).toEqual(['Kettle', 'TeaTable']);
});

test('with a name that workflow is composed, with what it requires and nothing else', () => {
  expect(compose(folder(), 'tea')).toEqual({
    recipients: { guest: 'drinks the tea' },
    choices: {},
    functions: { boilWater: { handler: 'functions/tea/boil-water.handler' } },
    conditions: {},
    resources: { TeaTable: { Type: 'AWS::DynamoDB::Table' }, Kettle: { Type: 'AWS::SQS::Queue' } },
    outputs: { TeaTableName: { Value: { Ref: 'TeaTable' } } },
    template: {
      Resources: {
        TeaTable: { Type: 'AWS::DynamoDB::Table' },
        Kettle: { Type: 'AWS::SQS::Queue' },
      },
      Outputs: { TeaTableName: { Value: { Ref: 'TeaTable' } } },
    },
  });
});

test('conditions are a section of the template where there are any', () => {
  const files = { 'tea.yml': 'conditions:\n  Sweet: { "Fn::Equals": [a, b] }\n' };
  expect(compose(folder(files), 'tea').template).toHaveProperty('Conditions', {
    Sweet: { 'Fn::Equals': ['a', 'b'] },
  });
});

test.each(['cocoa', '', 'shared/kettle', '../tea', 'Tea'])(
  'an unknown name (%j) is answered with the names there are, and without a stack',
  (name) => {
    const composing = () => compose(folder(), name);
    expect(composing).toThrow(CompositionError);
    expect(composing).toThrow(`There is no workflow "${name}". The workflows are: coffee, tea.`);
    try {
      composing();
    } catch (error) {
      expect((error as Error).stack).toBe('');
    }
  },
);

test('a required fragment that is not there is named, with who requires it', () => {
  const files = { 'tea.yml': 'requires: [samovar]' };
  expect(() => compose(folder(files), 'tea')).toThrow(
    'workflows/tea.yml requires workflows/shared/samovar.yml: no file.',
  );
});

test('a name that two fragments define is refused, with both files', () => {
  const files = { 'cocoa.yml': 'resources:\n  TeaTable: { Type: AWS::SQS::Queue }\n' };
  expect(() => compose(folder(files))).toThrow(
    'workflows/cocoa.yml and workflows/tea.yml both define "TeaTable" in resources.',
  );
});

test('a section that fragments do not have is refused by name', () => {
  expect(() => compose(folder({ 'tea.yml': 'function: {}' }), 'tea')).toThrow(
    'workflows/tea.yml has "function"; a fragment has requires, regions, recipients, choices, functions, conditions, resources, outputs.',
  );
});

test.each(['resources:\n  - [', '- a list', ''])(
  '%j is refused as a fragment, with its file',
  (text) => {
    expect(() => compose(folder({ 'tea.yml': text }), 'tea')).toThrow(
      /^workflows\/tea\.yml is not/,
    );
  },
);

test("CloudFormation's short forms are read, also inside texts with colons and dots", () => {
  const files = {
    'tea.yml': `
resources:
  A: !Ref AWS::StackName
  B: !GetAtt Table.Stream.Arn
  C: !Sub arn:\${AWS::Partition}:sqs:\${Queue.Arn}
  D: !If [Sweet, &sugar { Spoons: 2 }, !Ref AWS::NoValue]
  E: *sugar
  F: !Equals [a, b]
`,
  };
  expect(compose(folder(files), 'tea').resources).toEqual({
    A: { Ref: 'AWS::StackName' },
    B: { 'Fn::GetAtt': ['Table', 'Stream.Arn'] },
    C: { 'Fn::Sub': `arn:\${AWS::Partition}:sqs:\${Queue.Arn}` },
    D: { 'Fn::If': ['Sweet', { Spoons: 2 }, { Ref: 'AWS::NoValue' }] },
    E: { Spoons: 2 },
    F: { 'Fn::Equals': ['a', 'b'] },
  });
});

test('a short form that is not known is refused, not read as text', () => {
  expect(() => compose(folder({ 'tea.yml': 'resources:\n  A: !Cidr x\n' }), 'tea')).toThrow(
    '!Cidr',
  );
});

test('anchors give each place a copy of its own', () => {
  const files = { 'tea.yml': 'resources:\n  A: &a { B: 1 }\n  C: *a\n' };
  const { A, C } = compose(folder(files), 'tea').resources;
  expect(C).toEqual(A);
  expect(C).not.toBe(A);
});

test('what several anchors and merges say is put together, what stands beside them counts', () => {
  const files = {
    'tea.yml': `
resources:
  A: { <<: &hot { Heat: 90, Minutes: 3 }, Minutes: 5 }
  B: { <<: *hot, Name: !Ref A }
`,
  };
  expect(compose(folder(files), 'tea').resources).toMatchObject({
    A: { Heat: 90, Minutes: 5 },
    B: { Heat: 90, Minutes: 3, Name: { Ref: 'A' } },
  });
});

const PARAM = /^param:(\w+), ''$/;

/** The framework, as far as a suite asks it: the region, the stage and the parameters. */
function framework(
  param: string | string[] | null | undefined,
  { region = 'us-east-1', stage = 'dev', params = EVERYBODY } = {},
): Framework {
  return {
    options: { param },
    resolveVariable: async (variable) => {
      if (variable === 'self:provider.region') return region;
      if (variable === 'self:provider.stage') return stage;
      return params[PARAM.exec(variable)?.[1] ?? ''] ?? '';
    },
  };
}

test('a workflow that only works elsewhere is refused, with where, why and what to type', async () => {
  const all = suite(framework(undefined, { region: 'eu-west-1' }));
  await expect(all).rejects.toThrow(
    `iam-incident-response cannot be deployed to eu-west-1. It works in:
  us-east-1: IAM tells EventBridge of its events there, and nowhere else
Add --region us-east-1, or deploy others alone: --param workflow=<name>.`,
  );
});

test('the region of the command line goes before that of serverless.yml', async () => {
  const asked = framework('workflow=iam-incident-response', { region: 'eu-west-1' });
  const moved = { ...asked, options: { ...asked.options, region: 'us-east-1' } };
  await expect(suite(moved)).resolves.toBeDefined();
});

test('other workflows are deployed anywhere', async () => {
  const asked = framework('workflow=bank-account', { region: 'eu-west-1' });
  await expect(suite(asked)).resolves.toBeDefined();
});

test.each([[{}], [{ mode: 'report' }], [{ mode: 'enforce' }]])('%j is a mode', async (mode) => {
  const asked = framework('workflow=iam-incident-response', { params: { ...EVERYBODY, ...mode } });
  await expect(suite(asked)).resolves.toBeDefined();
});

test('a parameter that is none of its choices is refused, with what they do', async () => {
  const asked = framework('workflow=iam-incident-response', {
    params: { ...EVERYBODY, mode: 'Enforce' },
  });
  await expect(suite(asked)).rejects.toThrow(
    /^The parameter mode is "Enforce"\. It can be:\n {2}report: .+\n {2}enforce: .+$/,
  );
});

test.each([
  ['the list of osls', ['stage=x', 'workflow=bank-account']],
  ['the single text of v4', 'workflow=bank-account'],
])('the workflow is taken from --param as %s', async (_, param) => {
  expect(service(framework(param))).toBe('bank-account');
  expect((await suite(framework(param))).functions).not.toHaveProperty('evaluatePolicy');
});

test.each([[undefined], [null], [['stage=x']]])(
  'without a workflow in --param (%j) it is all',
  async (param) => {
    expect(service(framework(param))).toBe('workflows');
    expect((await suite(framework(param))).functions).toHaveProperty('evaluatePolicy');
  },
);

/** The suite as a framework asks for it that knows these parameters. */
function suiteWith(params: Record<string, string>, stage = 'dev', workflow?: string) {
  const param = workflow === undefined ? [] : [`workflow=${workflow}`];
  return suite(framework(param, { stage, params }));
}

describe('recipients', () => {
  test('that no parameter names are refused, all of them, with what for and what to type', async () => {
    const refused = await suiteWith({ operator: 'o@example.com' }, 'dev', 'credit-card').catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(CompositionError);
    const { message } = refused as CompositionError;
    const { recipients } = compose(join(root, 'workflows'), 'credit-card');
    for (const name of ['reviewer', 'applicant']) {
      expect(message).toMatch(new RegExp(`^  ${name} +${recipients[name]}$`, 'm'));
      expect(message).toContain(`--param ${name}=you@example.com`);
    }
    expect(message).not.toContain('operator');
  });

  test('that parameters name are enough', async () => {
    const { recipients } = await suiteWith({ operator: 'o@example.com' }, 'dev', 'bank-account');
    expect(Object.keys(recipients)).toEqual(['operator']);
  });

  test('have no default in any fragment', () => {
    const all = compose(join(root, 'workflows'));
    const text = JSON.stringify(all.resources);
    for (const name of Object.keys(all.recipients)) {
      expect(text).toContain(`\${param:${name}}`);
      expect(text).not.toContain(`\${param:${name},`);
    }
  });

  test('have sample addresses in the local cloud, and nobody else has', () => {
    const { package: packaged } = JSON.parse(read('local-cloud.config.json'));
    const samples = packaged.command.flatMap(
      (word: string) => /^--param=(\w+)=\w+@example\.com$/.exec(word)?.[1] ?? [],
    );
    expect(samples).toEqual(Object.keys(compose(join(root, 'workflows')).recipients).sort());
  });
});

describe('names', () => {
  test.each(
    [undefined, ...slugs].flatMap((slug) => [
      [slug, 'production'],
      [slug, 'development'],
      [slug, 'twelve-chars'],
    ]),
  )('of %s fit in the stage %s', async (slug, stage) => {
    await expect(suiteWith(EVERYBODY, stage, slug)).resolves.toBeDefined();
  });

  test('that are too long are refused: which, how long, and what AWS takes', async () => {
    await expect(
      suiteWith(EVERYBODY, 'pre-production-eu', 'iam-incident-response'),
    ).rejects.toThrow(
      '  AWS::Lambda::Function iam-incident-response-pre-production-eu-remove-restricted-version: 65 characters, 64 at most',
    );
  });

  test('of resources are measured, too, where they have any', () => {
    const machine = (StateMachineName: unknown) => ({
      Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: { StateMachineName } },
    });
    const refuse = (resources: object) => () =>
      refuseLongNames({ functions: {}, resources: { ...resources } }, 's'.repeat(76));
    expect(refuse(machine({ 'Fn::Sub': '${AWS::StackName}-tea' }))).not.toThrow();
    expect(refuse(machine({ 'Fn::Sub': '${AWS::StackName}-milk' }))).toThrow('81 characters, 80');
    expect(refuse(machine({ Ref: 'AWS::StackName' }))).not.toThrow();
    expect(refuse(machine(undefined))).not.toThrow();
  });
});

test('workflows are the .yml files beside the folder of shared fragments', () => {
  expect(workflowNames(folder())).toEqual(['coffee', 'tea']);
});
