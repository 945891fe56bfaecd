import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Fetches the Node that all of this runs on, where npm was told to leave out what is optional and an older
 * one runs it. It is the package of package-lock.json, and npm compares its hash with the one there.
 */
const [major] = process.versions.node.split('.').map(Number);
const modules = join(import.meta.dirname, '../node_modules');
const { packages } = JSON.parse(readFileSync(join(modules, '../package-lock.json'), 'utf8'));

const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
const name = [`node-${platform}`, `node-bin-${platform}`].find((it) => lockedAs(it) !== undefined);
if (major < 24 && name !== undefined && !existsSync(join(modules, name))) fetchNode(name);

function lockedAs(name) {
  return packages[`node_modules/${name}`];
}

function fetchNode(name) {
  const { optional: _, ...locked } = lockedAs(name);
  const dependencies = { [name]: locked.version };
  const folder = join(modules, '.cache/node');
  const fetched = join(folder, 'node_modules', name);
  const write = (file, content) => writeFileSync(join(folder, file), JSON.stringify(content));
  mkdirSync(folder, { recursive: true });
  try {
    write('package.json', { dependencies });
    const lock = { '': { dependencies }, [`node_modules/${name}`]: locked };
    write('package-lock.json', { lockfileVersion: 3, packages: lock });
    const npm = ['ci', '--ignore-scripts', '--prefer-offline'];
    execFileSync(process.execPath, [process.env.npm_execpath, ...npm], {
      cwd: folder,
      stdio: 'pipe',
    });
    // On Alpine Linux it does not run.
    const file = Object.values(locked.bin)[0];
    execFileSync(join(fetched, file), ['--version']);
    renameSync(fetched, join(modules, name));
  } catch (error) {
    console.error(`Node 24 could not be fetched, and is to be installed by hand: ${error.message}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
