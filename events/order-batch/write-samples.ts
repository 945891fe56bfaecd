import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as samples from './samples.ts';

/** Writes the samples as files: `node events/order-batch/write-samples.ts FOLDER`. */
const [folder = 'orders'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const { orders: _orders, csv: _csv, ...files } = samples;
for (const [name, make] of Object.entries(files)) {
  const file = join(folder, `${name}.csv`);
  writeFileSync(file, make());
  process.stdout.write(`${file}\n`);
}
