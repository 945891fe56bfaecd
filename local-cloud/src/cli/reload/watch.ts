import { setTimeout as realSleep } from 'node:timers/promises';
import type { Stack, StackUpdate } from '../../deploy/deploy.ts';
import type { Template } from '../../deploy/template.ts';
import type { Terminal } from '../command.ts';
import { type Package, packaged } from '../package.ts';
import type { Project } from '../project.ts';
import { changedFiles, sourceDigests } from '../sources.ts';
import { watchConfig } from './config.ts';
import { watchFolders } from './folders.ts';
import { watchMocks } from './mocks.ts';
import { untilQuiet } from './quiet.ts';
import { restartLines } from './restart.ts';
import { restlessness, restlessText } from './restless.ts';
import { Shortcut } from './shortcut.ts';

/** Editors write a file in several steps; what comes within this time is one change. */
export const SETTLE_MS = 150;
/** As long before an edit is answered: where it comes too early, all is packaged yet. */
const ANSWER_MS = 40;
/** Whoever has edited looks at what comes of it: for so long after an answer nothing is packaged. */
const REST_MS = 1_500;

export interface Watched {
  readonly project: Project;
  readonly stack: Stack;
  readonly terminal: Terminal;
  readonly workflow: string | undefined;
  /** What the stack was deployed from. Undefined: whatever changes is packaged first. */
  readonly deployed?: Package;
}

/**
 * Brings functions and state machines up to date in the running cloud whenever a source changes: at
 * once where it is known what comes of the edit, and then all that is packaged anew. A change that
 * cannot be packaged or deployed is reported; the cloud goes on with what it has. Files that change
 * during one reload after the other are packaged once they are quiet. What packaging itself changes,
 * or what is printed here, changes then, too: it is told by name, and left as it is until a file
 * changes again. Gives how to stop.
 */
export function watchSources(watched: Watched): () => void {
  const watcher = new SourceWatcher(watched);
  return () => watcher.stop();
}

class SourceWatcher {
  readonly #watched: Watched;
  readonly #shortcut: Shortcut | undefined;
  readonly #verdictOn = restlessness();
  readonly #closeConfig: () => void;
  readonly #closeMocks: () => void;
  #closeFolders: () => void;
  #stopped = false;
  /** What was packaged last, or is being packaged. */
  #packaged: ReadonlyMap<string, string>;
  /** What was looked at last, to be answered. */
  #answered: ReadonlyMap<string, string>;
  /** How many edits were answered before they were packaged. */
  #answers = 0;
  /** Something was edited that only packaging answers. */
  #isUnanswered: boolean;
  #isToAnswer = false;
  #isToPackage = false;
  #packaging = Promise.resolve();
  /** Since an edit could not be packaged or deployed, nothing was. */
  #hasFailed = false;
  /** What was told last of what could not be made or changed. */
  #failures: readonly string[] = [];
  /** What was told last to need a restart, line by line. */
  #left: readonly string[] = [];
  /** The stack is brought up to date by one after the other. */
  #updating = Promise.resolve();

  constructor(watched: Watched) {
    this.#watched = watched;
    const { project, deployed } = watched;
    this.#shortcut = deployed && new Shortcut(project, deployed);
    this.#isUnanswered = deployed === undefined;
    this.#packaged = sourceDigests(project);
    this.#answered = this.#packaged;
    this.#closeFolders = watchFolders(project, this.#changed);
    this.#closeConfig = watchConfig(project, SETTLE_MS, (line) => watched.terminal.out(line));
    this.#closeMocks = watchMocks(project, SETTLE_MS, watched.terminal);
  }

  stop(): void {
    this.#stopped = true;
    this.#closeFolders();
    this.#closeConfig();
    this.#closeMocks();
    void this.#shortcut?.close();
  }

  readonly #changed = (): void => {
    if (!this.#isToAnswer) {
      this.#isToAnswer = true;
      void this.#answer();
    }
    if (!this.#isToPackage) {
      this.#isToPackage = true;
      this.#packaging = this.#packaging.then(() => this.#package());
    }
  };

  /** What it does not know, or fails at, is packaged, and told then. */
  async #answer(): Promise<void> {
    await realSleep(ANSWER_MS);
    this.#isToAnswer = false;
    if (this.#shortcut === undefined) return;
    await this.#orTold(() => this.#update(() => this.#taken()));
  }

  async #taken(): Promise<Package | undefined> {
    const now = sourceDigests(this.#watched.project);
    const files = changedFiles(this.#answered, now);
    if (files.length === 0) return undefined;
    const next = await this.#shortcut!.take(files).catch(() => undefined);
    this.#isUnanswered = next === undefined;
    if (next === undefined) return undefined;
    this.#answered = now;
    this.#answers += 1;
    return next;
  }

  async #package(): Promise<void> {
    await realSleep(SETTLE_MS);
    // Both at once would take longer for the one that is waited for.
    await this.#updating;
    await this.#rest();
    if (this.#stopped) return;
    this.#isToPackage = false;
    const { project, terminal, workflow } = this.#watched;
    let isChanged = false;
    await this.#orTold(async () => {
      // Folders may have come and gone. What changes from here on is packaged, or is seen.
      this.#closeFolders();
      this.#closeFolders = watchFolders(project, this.#changed);
      const now = sourceDigests(project);
      isChanged = changedFiles(this.#packaged, now).length > 0;
      this.#packaged = now;
      if (!isChanged) return;
      const answers = this.#answers;
      const isTold = !this.#isUnanswered;
      const made = await packaged(project, terminal, { workflow, build: true });
      await this.#update(async () => {
        // An edit that was answered meanwhile is packaged next: until then it stays.
        if (answers !== this.#answers) return undefined;
        this.#answered = now;
        return this.#shortcut?.settle(made) ?? made;
      }, isTold);
    });
    await realSleep(SETTLE_MS);
    if (this.#stopped) return;
    if (isChanged) await this.#orTold(() => this.#mindTheRestless());
    else this.#verdictOn([]);
  }

  /** Until no edit was answered for a while, or one waits to be packaged. */
  async #rest(): Promise<void> {
    let answers = 0;
    for (let rested = 0; rested < REST_MS && !this.#isUnanswered; rested += SETTLE_MS) {
      if (this.#stopped) return;
      if (answers !== this.#answers) rested = 0;
      answers = this.#answers;
      await realSleep(SETTLE_MS);
      await this.#updating;
    }
  }

  /** What has changed since the reload began is packaged next, soon, later, or not at all. */
  async #mindTheRestless(): Promise<void> {
    const digests = () => sourceDigests(this.#watched.project);
    const files = changedFiles(this.#packaged, digests());
    const verdict = this.#verdictOn(files);
    if (verdict === 'wait') await untilQuiet(digests, () => this.#stopped);
    if (verdict !== 'leave') return;
    this.#watched.terminal.err(restlessText(files));
    await realSleep(SETTLE_MS);
    const now = digests();
    const left = [...now].filter(([file]) => files.includes(file));
    this.#packaged = new Map([...this.#packaged, ...left]);
    this.#answered = this.#packaged;
  }

  /** Deploys what there is then, if anything. What fails as it did when that was told is not told again. */
  #update(next: () => Promise<Package | undefined>, isTold = false): Promise<void> {
    const updated = this.#updating.then(async () => {
      const made = this.#stopped ? undefined : await next();
      if (made === undefined) return;
      const told = isTold ? this.#failures : [];
      this.#report(await this.#watched.stack.update(made), made.template, told);
    });
    this.#updating = updated.catch(() => {});
    return updated;
  }

  async #orTold(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#hasFailed = true;
      this.#tellFailure((error as Error).message);
    }
  }

  #tellFailure(message: string): void {
    this.#watched.terminal.err(`Not reloaded: ${message}`);
  }

  /** Versions are made by the framework, with every change of a function: they are not told. */
  #report(
    { updated, untouched, failures }: StackUpdate,
    { Resources }: Template,
    told: readonly string[],
  ): void {
    const { terminal } = this.#watched;
    const known = updated.filter((name) => Resources[name]?.Type !== 'AWS::Lambda::Version');
    const messages = failures.map(({ message }) => message);
    const isMended = this.#hasFailed && messages.length === 0;
    const left = restartLines(untouched);
    if (known.length > 0) terminal.out(`Reloaded ${known.join(', ')}`);
    else if (isMended && left.length === 0) {
      terminal.out('Nothing to reload: all is deployed as it is now');
    }
    for (const message of messages) {
      if (!told.includes(message)) this.#tellFailure(message);
    }
    this.#failures = messages;
    this.#hasFailed = messages.length > 0;
    // Where nothing else tells that a failure is over, they do.
    const isSilent = isMended && known.length === 0;
    for (const line of left) {
      if (isSilent || !this.#left.includes(line)) terminal.out(line);
    }
    this.#left = left;
  }
}
