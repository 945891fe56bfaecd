import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FifoMessages } from './fifo-messages.ts';
import type { MessageState } from './message.ts';

interface Sample {
  readonly name: number;
  readonly groupId: string;
  state: MessageState;
}

/** What can be received, by a look at all messages: nothing of a group behind what is hidden of it. */
function naive(messages: readonly Sample[], most: number): number[] {
  const blocked = new Set<string>();
  const found: number[] = [];
  for (const { name, groupId, state } of messages) {
    if (state !== 'visible') blocked.add(groupId);
    else if (!blocked.has(groupId)) found.push(name);
  }
  return found.slice(0, most);
}

const step = fc.record({
  kind: fc.constantFrom('add', 'add', 'hidden', 'receive', 'show', 'hide', 'remove', 'redrive'),
  group: fc.constantFrom('a', 'b', 'c'),
  at: fc.nat(30),
});

test('what can be received is what a look at all messages finds, whatever happened to them', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const fifo = new FifoMessages<Sample>();
      let messages: Sample[] = [];
      const remove = (gone: Sample) => {
        messages = messages.filter((one) => one !== gone);
        fifo.remove(gone);
      };
      for (const [name, { kind, group: groupId, at }] of steps.entries()) {
        const one = messages[at % Math.max(1, messages.length)];
        if (kind === 'add' || kind === 'hidden') {
          const message: Sample = {
            ...{ name, groupId },
            state: kind === 'add' ? 'visible' : 'delayed',
          };
          messages.push(message);
          fifo.add(message);
        } else if (kind === 'receive' || kind === 'redrive') {
          const most = (at % 5) + 1;
          const expected = naive(messages, most);
          const found: number[] = [];
          for (const message of fifo.taken()) {
            if (kind === 'receive') message.state = 'inFlight';
            else remove(message);
            if (found.push(message.name) === most) break;
          }
          expect(found).toEqual(expected);
        } else if (one !== undefined && kind === 'show') {
          one.state = 'visible';
          fifo.shown(one);
        } else if (one !== undefined && kind === 'hide') one.state = 'inFlight';
        else if (one !== undefined) remove(one);
      }
    }),
    { seed: 42, numRuns: 1000 },
  );
});

test('to receive is to look at a few messages, however many groups are waiting for one that is hidden', () => {
  const fifo = new FifoMessages<Sample>();
  let looked = 0;
  const add = (name: number, state: MessageState) =>
    fifo.add({
      ...{ name, groupId: `g${name % 1000}` },
      get state() {
        looked += 1;
        return state;
      },
    } as Sample);
  for (let name = 0; name < 1000; name++) add(name, 'inFlight');
  for (let name = 1000; name < 10_000; name++) add(name, 'visible');
  fifo.add({ name: -1, groupId: 'free', state: 'visible' });
  looked = 0;
  expect([...fifo.taken()].map(({ name }) => name)).toEqual([-1]);
  expect(looked).toBeLessThan(10);
});
