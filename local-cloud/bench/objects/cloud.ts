import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalCloud } from '../../src/cloud.ts';
import { CloudClock } from '../../src/core/cloud-clock.ts';
import { SeededRandom } from '../../src/core/random.ts';
import { startGateway } from '../../src/gateway/server.ts';
import { createS3 } from '../../src/services/s3/index.ts';

/** A cloud with S3 in a process of its own, which tells how much memory it has had. */
const folder = mkdtempSync(join(tmpdir(), 'local-cloud-bench-'));
const cloud = new LocalCloud({
  clock: new CloudClock(),
  random: new SeededRandom('bench'),
  report: (problem) => console.error(problem),
});
cloud.register(createS3(cloud, folder, () => undefined));
const gateway = await startGateway(cloud, { port: 0 });
cloud.endpoint = gateway.endpoint;

process.on('message', () => {
  const { rss } = process.memoryUsage();
  // In KiB on every system.
  process.send!({ rss, peak: process.resourceUsage().maxRSS * 1024 });
});
process.on('disconnect', async () => {
  await gateway.close();
  rmSync(folder, { recursive: true, force: true });
  process.exit();
});
process.send!(gateway.endpoint);
