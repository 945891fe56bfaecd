import { bootCloud } from '../../src/boot.ts';
import { parseTemplate } from '../../src/deploy/template.ts';

/** AWS keeps an execution for 90 days after its end. */
const LATER = 100 * 24 * 3600 * 1000;

/** A cloud with all services in a process of its own: it tells how much memory it has, or lets time pass. */
const template = parseTemplate('{ "Resources": {} }', 'The template');
const artifact = () => new Uint8Array();
const cloud = await bootCloud({ stackName: 'load', template, artifact }, { port: 0, seed: 'load' });

process.on('message', async (message) => {
  if (message === 'later') await cloud.cloud.clock.advance(LATER);
  // Twice: what the first one finalises, the second one frees.
  globalThis.gc!();
  globalThis.gc!();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send!({ held: heapUsed + external, resident: rss });
});
process.on('disconnect', async () => {
  await cloud.close();
  process.exit();
});
process.send!(cloud.endpoint);
