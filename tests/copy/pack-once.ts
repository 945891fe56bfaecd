import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { packLocalCloud } from '../../copy/pack.ts';
import { root } from '../project.ts';

/** Packs the local cloud before the first copy: it takes long, and all copies bring the same. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'packed-'));
  packLocalCloud(root, folder);
  project.provide('packed', folder);
  return () => rmSync(folder, { recursive: true });
}
