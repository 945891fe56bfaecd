import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as samples from './samples.ts';

/** Writes the samples as files: `node events/ml-retraining/write-samples.ts FOLDER`. */
const [folder = 'demand'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
for (const [name, make] of Object.entries(samples)) {
  const file = join(folder, `${name}.csv`);
  writeFileSync(file, make());
  process.stdout.write(`${file}\n`);
}
