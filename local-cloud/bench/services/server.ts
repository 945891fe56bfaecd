import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * One server in a process of its own: `server.ts cloud <folder of the package>`, or a peer with the folder
 * it is installed in. It says where it listens, and tells of its own CPU and memory when it is asked.
 */
const [what, folder] = process.argv.slice(2) as [keyof typeof SERVERS, string];

const SERVERS = { cloud, fauxqs, dynalite };

process.on('message', (question) => {
  // Twice: what the first one finalises, the second one frees.
  if (question === 'memory') {
    globalThis.gc!();
    globalThis.gc!();
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  process.send!({ cpuMs: (user + system) / 1000, held: heapUsed + external, resident: rss });
});
const { endpoint, close } = await SERVERS[what]();
process.on('disconnect', async () => {
  await close?.();
  process.exit();
});
process.send!(endpoint);

interface Server {
  readonly endpoint: string;
  close?(): Promise<void>;
}

async function cloud(): Promise<Server> {
  const load = (file: string) => import(pathToFileURL(join(folder, file)).href);
  const { bootCloud } = (await load('src/boot.ts')) as typeof import('../../src/boot.ts');
  const { parseTemplate } = (await load(
    'src/deploy/template.ts',
  )) as typeof import('../../src/deploy/template.ts');
  const template = parseTemplate('{ "Resources": {} }', 'The template');
  const artifact = () => new Uint8Array();
  return bootCloud({ stackName: 'bench', template, artifact }, { port: 0 });
}

async function fauxqs(): Promise<Server> {
  const { startFauxqs } = await import(peer('dist/app.js'));
  const { port } = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
  return { endpoint: `http://127.0.0.1:${port}` };
}

async function dynalite(): Promise<Server> {
  const { default: create } = await import(peer('index.js'));
  const server = create({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function peer(file: string): string {
  return pathToFileURL(join(folder, 'node_modules', what, file)).href;
}
