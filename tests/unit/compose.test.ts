import { expect, test } from 'vitest';
import { CompositionError, compose, suite, workflowNames } from '../../serverless/compose.ts';
import { temporaryFolder } from './temporary-folder.ts';

const TEA = `
requires: [kettle]
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
  expect(all.name).toBe('workflows');
  expect(Object.keys(all.functions)).toEqual(['grindBeans', 'boilWater']);
  expect(Object.keys(all.resources)).toEqual(['Kettle', 'TeaTable']);
});

test('with a name that workflow is composed, with what it requires and nothing else', () => {
  expect(compose(folder(), 'tea')).toEqual({
    name: 'workflows-tea',
    functions: { boilWater: { handler: 'functions/tea/boil-water.handler' } },
    resources: { TeaTable: { Type: 'AWS::DynamoDB::Table' }, Kettle: { Type: 'AWS::SQS::Queue' } },
    outputs: { TeaTableName: { Value: { Ref: 'TeaTable' } } },
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
    'workflows/tea.yml has "function"; a fragment has requires, functions, resources, outputs.',
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
`,
  };
  expect(compose(folder(files), 'tea').resources).toEqual({
    A: { Ref: 'AWS::StackName' },
    B: { 'Fn::GetAtt': ['Table', 'Stream.Arn'] },
    C: { 'Fn::Sub': `arn:\${AWS::Partition}:sqs:\${Queue.Arn}` },
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

test.each([
  ['the list of osls', ['stage=x', 'workflow=bank-account']],
  ['the single text of v4', 'workflow=bank-account'],
])('the workflow is taken from --param as %s', (_, param) => {
  expect(suite({ options: { param } }).name).toBe('workflows-bank-account');
});

test.each([[undefined], [null], [['stage=x']]])(
  'without a workflow in --param (%j) it is all',
  (param) => {
    expect(suite({ options: { param } }).name).toBe('workflows');
  },
);

test('workflows are the .yml files beside the folder of shared fragments', () => {
  expect(workflowNames(folder())).toEqual(['coffee', 'tea']);
});
