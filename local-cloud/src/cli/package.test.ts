import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { packaged } from './package.ts';
import { openProject } from './project.ts';

const TERMINAL = { out: () => {}, err: () => {}, progress: () => {} };

/** Packages what the source says; as long as there is a file, somebody edits the source meanwhile. */
const PACKAGE = `
  import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
  if (existsSync('meddling')) writeFileSync('src/tea.txt', 'green');
  const Value = readFileSync('src/tea.txt', 'utf8');
  mkdirSync('out', { recursive: true });
  writeFileSync('out/template.json', JSON.stringify({ Resources: {}, Outputs: { Tea: { Value } } }));
  writeFileSync('out/state.json', '{"service":{"provider":{"stackName":"tea"}}}');`;

test('what was edited while it was packaged is not taken for the package of before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'caches'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  const [root, source] = [join(folder, 'project'), join(folder, 'project/src/tea.txt')];
  mkdirSync(join(root, 'src'), { recursive: true });
  const command = [process.execPath, 'package.mjs'];
  const names = { output: 'out', template: 'template.json', state: 'state.json' };
  const config = { package: { command, sources: ['src'], ...names } };
  writeFileSync(join(root, 'local-cloud.config.json'), JSON.stringify(config));
  writeFileSync(join(root, 'package.mjs'), PACKAGE);
  const tea = async () => {
    writeFileSync(source, 'black');
    const made = await packaged(openProject(root), TERMINAL, { build: true });
    return made.template.Outputs.Tea!.Value;
  };
  writeFileSync(join(root, 'meddling'), '');
  expect(await tea()).toBe('green');
  expect(await tea()).toBe('green');
  rmSync(join(root, 'meddling'));
  expect(await tea()).toBe('black');
});
