import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { readTemplateText } from '../template-text.ts';
import { readTemplate } from './read-template.ts';

const LINES = Array.from(
  { length: 500 },
  (_, at) =>
    `  R${at}: { Type: AWS::SQS::Queue, Properties: { A: !Sub '${at}-\${B}', N: ${at}.0 } }`,
);
const YAML = ['Resources:', ...LINES].join('\n');

test('long YAML comes to what it comes to at once, its numbers as they are written', async () => {
  const read = await readTemplate(YAML, 'template.yml');
  expect(JSON.stringify(read)).toBe(JSON.stringify(readTemplateText(YAML, 'template.yml')));
  expect(JSON.stringify(read)).toContain(`{"A":{"Fn::Sub":"7-\${B}"},"N":7.0}`);
});

test('while it is read others have their turn', async () => {
  const order: string[] = [];
  const read = readTemplate(YAML, 'template.yml').then(() => order.push('read'));
  setImmediate(() => order.push('another'));
  await read;
  expect(order).toEqual(['another', 'read']);
});

test.each([
  [
    'that is wrong',
    `${YAML}\n  R: [`,
    /^template\.yml is not YAML that CloudFormation takes\n.*Flow/s,
  ],
  [
    'that is too long once its aliases are resolved',
    `${YAML}\na: &a [${'1,'.repeat(30_000)}]\nb: [${'*a,'.repeat(99)}]`,
    /^template\.yml has more than 2000000 characters once its aliases/,
  ],
  ['that is too long', `${YAML}${' '.repeat(1_000_000)}`, /^template\.yml has more than 1000000/],
])('long YAML %s is refused', async (_what, text, message) => {
  await expect(readTemplate(text, 'template.yml')).rejects.toThrow(message);
});

test('what is wrong with one is not of the next', async () => {
  const read = [`${YAML}\n  R: [`, YAML].map((text) => readTemplate(text, 'template.yml'));
  const ends = await Promise.allSettled(read);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});

test('beyond twenty in line the next is refused', async () => {
  const text = `a: ${'x'.repeat(20_000)}`;
  const all = Array.from({ length: 21 }, () => readTemplate(text, 'template.yml'));
  const ends = await Promise.allSettled(all);
  const refused = ends.filter(({ status }) => status === 'rejected');
  expect(refused).toMatchObject([
    { reason: { what: 'template.yml is not read: 20 other long templates are' } },
  ]);
});

test.each([
  [false, ''],
  [true, 'read'],
])('the process stays up for it where nothing else does: %s', (keepsUp, printed) => {
  const here = new URL('./read-template.ts', import.meta.url).href;
  const program = `import { readTemplate } from ${JSON.stringify(here)};
    void readTemplate('a: { b: c }\\n'.repeat(3000), 'template.yml', ${keepsUp}).then(() => console.log('read'));`;
  const words = ['--no-warnings', '--input-type=module', '--eval', program];
  const { stdout } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  expect(stdout.trim()).toBe(printed);
});
