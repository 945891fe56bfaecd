import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

type Bench = (progress: (line: string) => void) => unknown;

/** The benches by name. Each prints what it finds and gives it back for `--json`. */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  ready: async () => (await import('./start.ts')).measureReady,
  reload: async () => (await import('./reload.ts')).measureReload,
  demo: async () => (await import('./start.ts')).measureDemo,
  engine: async () => (await import('../local-cloud/bench/engine.ts')).measureEngine,
  jsonata: async () => (await import('../local-cloud/bench/jsonata.ts')).measureJsonata,
  objects: async () => (await import('../local-cloud/bench/objects.ts')).measureObjects,
  documents: async () => (await import('../local-cloud/bench/documents.ts')).measureDocuments,
  functions: async () => (await import('../local-cloud/bench/functions.ts')).measureFunctions,
  load: async () => (await import('../local-cloud/bench/load.ts')).measureLoad,
  services: async () => (await import('../local-cloud/bench/services.ts')).measureServices,
  console: async () => (await import('./console.ts')).measureConsole,
  maps: async () => (await import('../local-cloud/bench/maps.ts')).measureMaps,
  webhooks: async () => (await import('./webhooks.ts')).measureWebhooks,
  orders: async () => (await import('./orders.ts')).measureOrders,
  handlers: async () => {
    const { measureHandlers } = await import('./handlers.ts');
    return async (progress) => {
      const figures = await measureHandlers();
      for (const { function: name, bundleBytes, importMs } of figures) {
        progress(
          `${name}: ${Math.round(bundleBytes / 1000)} kB, import ${Math.round(importMs)} ms`,
        );
      }
      return figures;
    };
  },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, help: { type: 'boolean', default: false } },
});

const unknown = positionals.filter((name) => !(name in BENCHES));
if (values.help) usage(0);
else if (unknown.length > 0) {
  console.error(`There is no bench named ${unknown.join(', ')}.`);
  usage(2);
} else await run(positionals.length > 0 ? positionals : Object.keys(BENCHES));

async function run(names: readonly string[]): Promise<void> {
  const figures: Record<string, unknown> = {};
  for (const name of names) {
    console.log(`\n${name}`);
    const bench = await BENCHES[name]!();
    figures[name] = await bench((line) => console.log(line));
  }
  if (values.json !== undefined) {
    writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
  }
}

function usage(code: 0 | 2): void {
  console.log('usage: npm run bench [-- <name>...] [--json FILE]');
  console.log(`benches: ${Object.keys(BENCHES).join(', ')}`);
  process.exitCode = code;
}
