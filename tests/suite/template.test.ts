import { spawnSync } from 'node:child_process';
import { CelEngine, TemplateFile } from '@aws/cloudformation-validate';
import { beforeAll, expect, test } from 'vitest';
import { slugs } from '../project.ts';
import type { Template } from './grants.ts';
import { packagedTemplate } from './packaged.ts';

/**
 * What the framework itself writes: a function depends on its role twice over (W3005), a parameter
 * of the framework is a constant in a condition (W8003), and the template is not formatted for people
 * (W9002).
 */
const OF_THE_FRAMEWORK = ['W3005', 'W8003', 'W9002'];

let file: string;
let template: Template;
beforeAll(async () => {
  ({ template, file } = await packagedTemplate());
});

test('the template passes @aws/cloudformation-validate', () => {
  const engine = new CelEngine();
  try {
    const report = engine.validateStandard(new TemplateFile(file), {
      severityLevel: 'WARN',
      exclude: { ids: OF_THE_FRAMEWORK },
    });
    const found = report.diagnostics.map(({ ruleId, message }) => `${ruleId} ${message}`);
    expect(found).toEqual([]);
  } finally {
    engine.free();
  }
});

const hasCfnLint = spawnSync('cfn-lint', ['--version']).status === 0;
if (!hasCfnLint) console.warn('cfn-lint is not on the PATH: the template is not checked with it.');

test.skipIf(!hasCfnLint)('the template passes cfn-lint', () => {
  const ignored = OF_THE_FRAMEWORK.flatMap((rule) => ['--ignore-checks', rule]);
  const { stdout } = spawnSync('cfn-lint', [...ignored, '--', file], { encoding: 'utf8' });
  expect(stdout).toBe('');
});

test('each workflow has its state machine, traced and logged without data', () => {
  const machines = Object.values(template.Resources).filter(
    ({ Type }) => Type === 'AWS::StepFunctions::StateMachine',
  );
  expect(machines).toHaveLength(slugs.length);
  for (const { Properties } of machines) {
    expect(Properties).toMatchObject({
      LoggingConfiguration: { IncludeExecutionData: false },
      TracingConfiguration: { Enabled: true },
    });
  }
});

test('every log group ends its logs, and those of services are called as AWS asks', () => {
  const groups = Object.values(template.Resources).filter(
    ({ Type }) => Type === 'AWS::Logs::LogGroup',
  );
  for (const { Properties } of groups) {
    const { LogGroupName, RetentionInDays } = Properties as Record<string, unknown>;
    expect(RetentionInDays).toBeGreaterThan(0);
    const name = typeof LogGroupName === 'string' ? LogGroupName : JSON.stringify(LogGroupName);
    expect(name).toMatch(/\/aws\/(vendedlogs\/(states|http-api)|lambda)\//);
  }
});
