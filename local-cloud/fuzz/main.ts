import { parseArgs } from 'node:util';
import { fuzzService } from './run.ts';
import { openCloud } from './world.ts';

/**
 * `npm run fuzz -- [--requests 200000] [--seed SEED] [--service SDK-ID]`: requests to every operation of
 * every service, made from the SDK's schemas and changed at random. Exit code 1 when the cloud fails at
 * one, or is changed by one that it refuses.
 */
const { requests: wanted, seed, service } = readWords();

const { cloud, close } = openCloud('list');
const ids = [...cloud.services.keys()];
await close();
if (service !== undefined && !ids.includes(service)) {
  wrongUse(`There is no service "${service}". There are: ${ids.join(', ')}`);
}
const services = [...cloud.services].filter(([id]) => id === (service ?? id));
const operations = services.map(([, service]) => Object.keys(service.operations).length);
const each = Math.ceil(wanted / operations.reduce((sum, count) => sum + count, 0));

let requests = 0;
let failures = 0;
for (const [index, [sdkId]] of services.entries()) {
  const outcome = await fuzzService(sdkId, each * operations[index]!, seed);
  requests += outcome.requests;
  failures += outcome.failures.length;
  const statuses = [...outcome.statuses].sort(([a], [b]) => a - b).map((pair) => pair.join(': '));
  console.log(`${sdkId}: ${outcome.requests} requests, answered ${statuses.join(', ')}`);
  console.log(
    `  slowest ${outcome.slowest.ms.toFixed(0)} ms: ${outcome.slowest.request.slice(0, 150)}`,
  );
  for (const failure of oneOfAKind(outcome.failures)) console.log(`  ${failure}`);
}
console.log(`${requests} requests, ${failures} failures`);
process.exit(failures === 0 ? 0 : 1);

function readWords() {
  try {
    const { values } = parseArgs({
      options: {
        requests: { type: 'string', default: '200000' },
        seed: { type: 'string', default: 'fuzz' },
        service: { type: 'string' },
      },
    });
    if (/^[1-9]\d*$/.test(values.requests)) {
      return { ...values, requests: Number(values.requests) };
    }
    return wrongUse(`"${values.requests}" is no number of requests`);
  } catch (error) {
    return wrongUse((error as Error).message);
  }
}

function wrongUse(what: string): never {
  console.error(
    `${what}\nHow to fix it: npm run fuzz -- [--requests N] [--seed SEED] [--service SDK-ID]`,
  );
  process.exit(2);
}

/** One failure of those whose operation and error begin alike. */
function oneOfAKind(failures: readonly string[]): Iterable<string> {
  const kind = (failure: string) => {
    const [request = '', what = ''] = failure.split('\n');
    return `${request.split(' {')[0]} ${what.slice(0, 60)}`;
  };
  return new Map(failures.map((failure) => [kind(failure), failure])).values();
}
