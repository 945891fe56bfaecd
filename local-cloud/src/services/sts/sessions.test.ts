import { expect, test } from 'vitest';
import { CloudClock } from '../../core/cloud-clock.ts';
import { SeededRandom } from '../../core/random.ts';
import { Sessions } from './sessions.ts';

const ROLE = 'arn:aws:iam::123456789012:role/worker';
const HOUR = 3_600_000;

function fresh() {
  const clock = new CloudClock({ frozen: true });
  const sessions = new Sessions(clock, new SeededRandom('sessions'));
  const issue = (name: string, expiresAt = clock.now() + HOUR) =>
    sessions.issue(ROLE, name, { expiresAt });
  return { clock, sessions, issue };
}

test('sessions that are over are let go of, and those that last are not', async () => {
  const { clock, sessions, issue } = fresh();
  const lasting = issue('lasting', clock.now() + 12 * HOUR);
  for (let hour = 0; hour < 10; hour++) {
    for (let count = 0; count < 1000; count++) issue(`${hour}-${count}`);
    await clock.advance(HOUR);
  }
  expect(sessions.held).toBeLessThan(3000);
  expect(sessions.principalOf(lasting.accessKeyId)).toMatchObject({ roleArn: ROLE });
});

test('a key that is not known any more is told as what it was: expired, or revoked', async () => {
  const { clock, sessions, issue } = fresh();
  const { accessKeyId } = issue('first');
  await clock.advance(HOUR);
  for (let count = 0; count < 1100; count++) issue(`${count}`);
  expect(() => sessions.principalOf(accessKeyId)).toThrow('is expired');
  const revoked = sessions.issue(ROLE, 'environment');
  sessions.revoke(revoked.accessKeyId);
  expect(() => sessions.principalOf(revoked.accessKeyId)).toThrow('is invalid');
  expect(sessions.principalOf('AKIDEXAMPLE')).toBeUndefined();
});
