import { afterAll, expect, test } from 'vitest';
import { mutantsOf, sampleOf } from '../fuzz/mutants.ts';
import { send } from '../fuzz/send.ts';
import { requestOf } from '../fuzz/wire.ts';
import { KNOWN, makeWhatIsNamed, openCloud } from '../fuzz/world.ts';
import { loadOperations } from '../src/core/late-operations.ts';
import { loadModel, type OperationModel } from '../src/sdk/schemas.ts';

/** Whatever a member holds, of any operation, the answer is not that the cloud has failed. */

const { cloud, problems, report, close } = openCloud('contracts');
afterAll(close);

test.each([...cloud.services.keys()])('every operation of %s', async (id) => {
  const model = await loadModel(id);
  const failed: string[] = [];
  await loadOperations(cloud.services.get(id)!);
  for (const name of Object.keys(cloud.services.get(id)!.operations)) {
    await makeWhatIsNamed(cloud);
    const operation = model.operations.get(name)!;
    for (const input of inputsOf(id, operation)) {
      const { status, body } = await send(cloud, model, requestOf(model, operation, input), report);
      if (status >= 500 && status !== 501) failed.push(`${name} ${show(input)}: ${body}`);
    }
  }
  expect(failed.slice(0, 20)).toEqual([]);
  expect(problems).toEqual([]);
});

/** What is required, and one member at a time, with one thing in it changed at a time. */
function* inputsOf(
  id: string,
  { name, input }: OperationModel,
): Generator<Record<string, unknown>> {
  const { members } = cloud.services.get(id)!.operations[name]!;
  if (input.isUnitSchema()) return;
  const whole = sampleOf(input, KNOWN, { members }) as Record<string, unknown>;
  const required = Object.keys(whole).filter((member) => members[member]?.required);
  const base = Object.fromEntries(required.map((member) => [member, whole[member]]));
  yield base;
  yield whole;
  for (const [member, value] of Object.entries(whole)) {
    yield { ...base, [member]: value };
    for (const mutant of mutantsOf(value)) yield { ...base, [member]: mutant };
  }
}

function show(input: unknown): string {
  return JSON.stringify(input).slice(0, 300);
}
