import { expect, test } from 'vitest';
import { type Forgettable, Keep } from './keep.ts';

const MEGABYTE = 1024 * 1024;

/** Things of one megabyte each, by when they came. */
class Things implements Forgettable {
  readonly things: string;
  readonly times: number[] = [];
  forgot = 0;

  constructor(things: string) {
    this.things = things;
  }
  get bytes(): number {
    return this.times.length * MEGABYTE;
  }
  *ages() {
    for (const since of this.times) yield { since, bytes: MEGABYTE };
  }
  forget(count: number) {
    this.forgot += 1;
    return { count: this.times.splice(0, count).length, bytes: count * MEGABYTE };
  }
}

function keeping(megabytes: number) {
  const lines: string[] = [];
  const keep = new Keep(megabytes, (line) => lines.push(line));
  const [histories, logs] = [new Things('executions'), new Things('log events')];
  for (const all of [histories, logs]) keep.add(all);
  const take = (to: Things, time: number) => {
    to.times.push(time);
    keep.took(MEGABYTE);
  };
  return { keep, histories, logs, take, lines };
}

test('up to what is kept nothing goes, and beyond it the oldest of all, which one line says', () => {
  const { histories, logs, take, lines } = keeping(16);
  for (let time = 1; time <= 16; time++) take(time % 4 === 0 ? logs : histories, time);
  expect(lines).toEqual([]);
  take(logs, 17);
  expect([histories.times[0], logs.times[0]]).toEqual([5, 4]);
  expect(histories.times.length + logs.times.length).toBe(14);
  expect(lines).toEqual([
    'Histories and logs took more than 16 MB: the oldest, up to 1970-01-01T00:00:00.003Z, were dropped ' +
      '(executions: 3). To keep more, give --keep, or the option keep of startCloud, more megabytes.',
  ]);
});

test('however many go, each source is told once', () => {
  const { histories, logs, take } = keeping(64);
  for (let time = 1; time <= 65; time++) take(time % 2 === 0 ? logs : histories, time);
  expect([histories.times[0], logs.times[0]]).toEqual([11, 10]);
  expect([histories.forgot, logs.forgot]).toEqual([1, 1]);
});

test('what expired or was deleted meanwhile makes room, too', () => {
  const { histories, take, lines } = keeping(16);
  for (let time = 1; time <= 16; time++) take(histories, time);
  histories.times.length = 0;
  for (let time = 17; time <= 32; time++) take(histories, time);
  expect(histories.times).toHaveLength(16);
  expect(lines).toEqual([]);
});

test('what may not go stays, however much it is', () => {
  const lines: string[] = [];
  const keep = new Keep(1, (line) => lines.push(line));
  keep.add({ things: 'executions', bytes: 5 * MEGABYTE, ages: () => [], forget: fail });
  keep.took(5 * MEGABYTE);
  expect(lines).toEqual([]);
});

function fail(): never {
  throw new Error('it was forgotten');
}

test('where memory is used up, more goes than is kept otherwise, and a line says so', () => {
  const { keep, histories, take, lines } = keeping(16);
  for (let time = 1; time <= 8; time++) take(histories, time);
  keep.makeRoom(8 * MEGABYTE);
  expect(lines).toEqual([]);
  keep.makeRoom(3 * MEGABYTE);
  expect(histories.times).toEqual([6, 7, 8]);
  expect(lines).toEqual([
    'The memory of the process is used up. Of histories and logs the oldest, up to ' +
      '1970-01-01T00:00:00.005Z, were dropped (executions: 5).',
  ]);
});
