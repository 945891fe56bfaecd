import { describe, expect, test } from 'vitest';
import { parameterValues } from './parameters.ts';
import { parseTemplate } from './template.ts';

const STORE: Record<string, string> = { '/shop/stage': 'prod', '/shop/zones': 'a, b' };

async function values(parameters: object, given: Record<string, string> = {}) {
  const template = parseTemplate(
    JSON.stringify({ Parameters: parameters, Resources: {} }),
    'shop.yaml',
  );
  return Object.fromEntries(
    await parameterValues(template, given, async (name) => STORE[name] ?? `no ${name}`),
  );
}

describe('parameters', () => {
  test('have what is given, or else their default, as text or as a list', async () => {
    const Parameters = {
      Stage: { Type: 'String', Default: 'dev' },
      Count: { Type: 'Number', Default: 3 },
      Zones: { Type: 'CommaDelimitedList', Default: 'a, b' },
      Ports: { Type: 'List<Number>', Default: '80,443' },
      Subnet: { Type: 'AWS::EC2::Subnet::Id', Default: 'subnet-1' },
    };
    expect(await values(Parameters, { Stage: 'prod' })).toEqual({
      Stage: 'prod',
      Count: '3',
      Zones: ['a', 'b'],
      Ports: ['80', '443'],
      Subnet: 'subnet-1',
    });
  });

  test('that stand for SSM parameters have their values', async () => {
    const Parameters = {
      Stage: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/shop/stage' },
      Zones: { Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: '/shop/zones' },
      Name: { Type: 'AWS::SSM::Parameter::Name', Default: '/shop/stage' },
    };
    expect(await values(Parameters)).toEqual({
      Stage: 'prod',
      Zones: ['a', 'b'],
      Name: '/shop/stage',
    });
  });

  test('tell a CDK template that there is nothing to bootstrap', async () => {
    const Default = '/cdk-bootstrap/hnb659fds/version';
    const { Version } = await values({
      Version: { Type: 'AWS::SSM::Parameter::Value<String>', Default },
    });
    expect(Number(Version)).toBeGreaterThanOrEqual(6);
  });

  test('that have no value are named, all of them', async () => {
    const promise = values({ A: { Type: 'String' }, B: { Type: 'Number' } });
    await expect(promise).rejects.toMatchObject({
      what: 'Parameters: [A, B] must have values',
      fix: expect.stringContaining('--parameters A='),
    });
  });

  test('that the template does not have are named', async () => {
    const promise = values({ A: { Type: 'String', Default: '' } }, { Aa: 'x' });
    await expect(promise).rejects.toThrow('Parameters: [Aa] do not exist in the template');
  });

  test.each([
    [{ Type: 'Number' }, 'many', "Parameter 'P' must be a number"],
    [{ Type: 'List<Number>' }, '1,two', "Parameter 'P' must be a number"],
    [{ Type: 'String', AllowedValues: ['a', 'b'] }, 'c', 'must be one of AllowedValues'],
    [{ Type: 'CommaDelimitedList', AllowedValues: ['a'] }, 'a,c', 'must be one of AllowedValues'],
    [{ Type: 'String', AllowedPattern: '[a-z]+' }, 'a1', 'must match pattern [a-z]+'],
    [{ Type: 'String', AllowedPattern: '(' }, 'a', 'AllowedPattern of the parameter P'],
    [{ Type: 'String', AllowedPattern: '(a+)+b' }, 'a'.repeat(60), 'takes too long to match'],
    [{ Type: 'String', MinLength: 3 }, 'ab', 'must contain at least 3 characters'],
    [{ Type: 'String', MaxLength: '3' }, 'abcd', 'must contain at most 3 characters'],
    [{ Type: 'Number', MinValue: 2 }, '1', 'must be a number not less than 2'],
    [{ Type: 'Number', MaxValue: 2 }, '3', 'must be a number not greater than 2'],
    [
      { Type: 'Number', MaxValue: 2, ConstraintDescription: 'two at most' },
      '3',
      'Parameter P failed to satisfy constraint: two at most',
    ],
    [{ Type: 'Strings' }, 'a', 'unknown type Strings'],
  ])('of %j are not %j', async (parameter, value, message) => {
    await expect(values({ P: parameter }, { P: value })).rejects.toThrow(message);
  });

  test('that are not to be echoed are not', async () => {
    const Parameters = { P: { Type: 'String', NoEcho: true, MinLength: 20 } };
    const error = await values(Parameters, { P: 'hunter2' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ why: 'Its value is not shown (NoEcho).' });
  });
});
