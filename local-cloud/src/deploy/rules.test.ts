import { expect, test } from 'vitest';
import { Evaluation } from './evaluation.ts';
import { checkRules } from './rules.ts';
import { parseTemplate } from './template.ts';

function check(rule: object, parameters: Record<string, string | string[]>) {
  const text = JSON.stringify({ Rules: { TheRule: rule }, Resources: {} });
  const template = parseTemplate(text, 'shop.yaml');
  const ref = (name: string) => parameters[name];
  const nothing = { attribute: () => undefined, attributes: () => [] };
  checkRules({ template, evaluation: new Evaluation(), ref, ...nothing });
}

const isProd = { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] };
const largeOnly = {
  RuleCondition: isProd,
  Assertions: [
    {
      Assert: { 'Fn::Contains': [['large', 'huge'], { Ref: 'Size' }] },
      AssertDescription: 'Production is large',
    },
  ],
};

test('an assertion that does not hold is told in its own words', () => {
  expect(() => check(largeOnly, { Stage: 'prod', Size: 'small' })).toThrow(
    expect.objectContaining({ why: 'TheRule: Production is large' }),
  );
});

test('a rule whose condition does not hold asserts nothing', () => {
  check(largeOnly, { Stage: 'dev', Size: 'small' });
});

test('what the CDK asserts of the bootstrap version holds for a new one', () => {
  const CheckBootstrapVersion = {
    Assertions: [
      {
        Assert: {
          'Fn::Not': [{ 'Fn::Contains': [['1', '2', '3', '4', '5'], { Ref: 'BootstrapVersion' }] }],
        },
      },
    ],
  };
  check(CheckBootstrapVersion, { BootstrapVersion: '30' });
  expect(() => check(CheckBootstrapVersion, { BootstrapVersion: '4' })).toThrow('break rules');
});

test.each([
  [{ 'Fn::EachMemberIn': [{ Ref: 'Zones' }, ['a', 'b', 'c']] }, true],
  [{ 'Fn::EachMemberIn': [{ Ref: 'Zones' }, ['a']] }, false],
  [{ 'Fn::EachMemberEquals': [{ Ref: 'Zones' }, 'a'] }, false],
])('%j of two zones is %s', (Assert, holds) => {
  const run = () => check({ Assertions: [{ Assert }] }, { Zones: ['a', 'b'] });
  if (holds) run();
  else expect(run).toThrow('break rules');
});

test('a function of rules that is not served is refused by name', () => {
  const Assert = { 'Fn::ValueOf': ['Subnet', 'VpcId'] };
  expect(() => check({ Assertions: [{ Assert }] }, {})).toThrow('the function Fn::ValueOf');
});
