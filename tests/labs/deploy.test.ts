import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CelEngine, TemplateFile } from '@aws/cloudformation-validate';
import { packageProject, startCloud } from 'local-cloud';
import { expect, test } from 'vitest';
import { loadLabs } from '../../labs/kit/lab.ts';
import { root } from '../project.ts';

/** What @aws/cloudformation-validate says, but for the way the framework formats a template. */
function complaintsOf(file: string): string[] {
  const engine = new CelEngine();
  try {
    const { diagnostics } = engine.validateStandard(new TemplateFile(file), {
      severityLevel: 'WARN',
      exclude: { ids: ['W9002'] },
    });
    return diagnostics.map(({ ruleId, message }) => `${ruleId} ${message}`);
  } finally {
    engine.free();
  }
}

test('what `serverless deploy` makes of the last lab passes its check', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-'));
  cpSync(join(root, 'labs/12-saga/solution'), folder, { recursive: true });
  // The framework packages it, instead of the template being taken as it is.
  writeFileSync(join(folder, 'local-cloud.config.json'), '{ "package": {} }');
  const made = await packageProject({ project: folder });
  expect(made.stackName).toBe('lab-saga-dev');
  expect(made.template.Resources.Workflow).toMatchObject({
    Properties: { DefinitionS3Location: { Ref: 'AWS::NoValue' } },
  });
  expect(complaintsOf(made.templateFile)).toEqual([]);
  const cloud = await startCloud({ project: folder });
  try {
    const lab = (await loadLabs()).at(-1)!;
    for (const prove of Object.values(lab.proofs)) await prove(cloud);
  } finally {
    await cloud.close();
    rmSync(folder, { recursive: true });
  }
});
