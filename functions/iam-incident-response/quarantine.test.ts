import { expect, test } from 'vitest';
import { quarantineDocument, quarantineIn, versionToDelete } from './quarantine.ts';

test('a quarantine allows what everybody may do, and nothing else', () => {
  expect(JSON.parse(quarantineDocument({ versionId: 'v12' }))).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'QuarantineOfV12',
        Effect: 'Allow',
        Action: 'sts:GetCallerIdentity',
        Resource: '*',
      },
    ],
  });
});

test.each([{ versionId: 'v2' }, { versionId: 'v6', deletedVersionId: 'v1' }])(
  'the quarantine of %j is recognised by its document, and its Sid is one that IAM takes',
  (quarantine) => {
    const document = quarantineDocument(quarantine);
    expect(quarantineIn(document)).toEqual(quarantine);
    expect(JSON.parse(document).Statement[0].Sid).toMatch(/^[A-Za-z0-9]+$/);
  },
);

test.each([
  ['another policy', '{"Version":"2012-10-17","Statement":[]}'],
  ['a policy that only calls itself so', '{"Statement":[{"Sid":"QuarantineOfV2","Action":"*"}]}'],
  ['nothing', ''],
])('%s is no quarantine', (_, document) => {
  expect(quarantineIn(document)).toBeUndefined();
});

const versions = (ids: readonly string[], inForce: string) =>
  ids.map((VersionId) => ({ VersionId, IsDefaultVersion: VersionId === inForce }));

test('the oldest version that is not in force goes, by its number and not by its name', () => {
  expect(versionToDelete(versions(['v12', 'v11', 'v10', 'v9', 'v2'], 'v12'))).toBe('v2');
  expect(versionToDelete(versions(['v12', 'v11', 'v10', 'v9', 'v2'], 'v2'))).toBe('v9');
});

test('none goes while there is room', () => {
  expect(versionToDelete(versions(['v4', 'v3', 'v2', 'v1'], 'v4'))).toBeUndefined();
});
