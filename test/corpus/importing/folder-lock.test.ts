// Many processes that change one seeds folder, killed at any moment: whatever a change has said that it did is done, and
// nothing lies about. More kills by hand: KILLS=300 npx vitest run --config test/vitest.config.ts test/corpus/importing/folder-lock.test.ts
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type LockTimes, withFolderLock } from '../../../src/corpus/importing/folder-lock.ts';
import { addPlan, declaredPlans, removePlan, replaceText } from '../../../src/corpus/importing/seeds-folder.ts';
import { type PlanFacts, parseManifest } from '../../../src/corpus/manifest.ts';
import { SeedsError } from '../../../src/corpus/seeds.ts';
import { randomFrom } from '../../support/drawn-queries.ts';
import { FACTS, temporaryFolders } from '../../support/seeds-folder.ts';
import { projectFolder, until } from '../../support/server-process.ts';

const { folderWith } = temporaryFolders();
const KILLS = Number(process.env['KILLS'] ?? 8);
const AT_ONCE = 4;
const CHANGER = join(projectFolder, 'test/support/folder-changer.ts');

const factsOf = (id: string, original?: string): PlanFacts => {
  const provenance = original === undefined ? {} : { provenance: { capturedAs: 'a.html', note: 'Made.', original } };
  const [facts] = parseManifest([{ ...FACTS, id, file: `${id}.txt`, ...provenance }], 'a test');
  if (!facts) throw new Error('a manifest of one plan holds no plan');
  return facts;
};
const planNamed = (id: string) => ({ facts: factsOf(id), text: '推动碳达峰行动。\n', original: Buffer.of() });
const onePlan = (files: Readonly<Record<string, string>> = {}) =>
  folderWith({ 'plans.json': JSON.stringify([FACTS]), 'huadu.txt': '推动碳达峰行动。\n', ...files });

interface Changer {
  readonly process: ChildProcess;
  readonly lines: () => readonly string[];
  readonly exit: Promise<unknown>;
}

const running: Changer[] = [];
afterEach(async () => {
  for (const { process: child, exit } of running.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await exit;
  }
});

/** A process of its own that changes a folder; `inside` is the start of a command that runs it elsewhere. */
function changer(args: readonly string[], inside: readonly string[] = []): Changer {
  const [program = '', ...rest] = [...inside, process.execPath, '--import', 'tsx', CHANGER, ...args];
  const child = spawn(program, rest, { cwd: projectFolder, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (part) => {
    said += part;
  });
  const started = { process: child, lines: () => said.split('\n').slice(0, -1), exit: once(child, 'close') };
  running.push(started);
  return started;
}

/** Every file below a folder but the manifest. */
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((file) => file !== 'plans.json')
    .sort();

const filesOf = (plans: readonly PlanFacts[]): string[] =>
  plans
    .flatMap(({ file, provenance }) =>
      provenance?.original === undefined ? [file] : [file, join('originals', provenance.original)],
    )
    .sort();

async function expectKept(folder: string, changers: readonly Changer[]): Promise<void> {
  const plans = await declaredPlans(folder);
  const ids = new Set(plans.map(({ id }) => id));
  for (const { lines } of changers) {
    const said = lines();
    const last = said.at(-1) ?? '';
    const ofKind = (kind: string) => said.flatMap((line) => (line.startsWith(`${kind} `) ? [line.slice(kind.length + 1)] : []));
    const removed = ofKind('removed');
    // The last removal that was begun may or may not be done.
    const unsure = last.startsWith('removing ') ? last.slice('removing '.length) : '';
    expect(ofKind('added').filter((id) => !ids.has(id) && !removed.includes(id) && id !== unsure)).toEqual([]);
    expect(removed.filter((id) => ids.has(id))).toEqual([]);
  }
  for (const file of filesOf(plans)) expect(existsSync(join(folder, file)), file).toBe(true);
}

describe('processes that change one folder and are killed', () => {
  it('lose nothing that they have said to be done, and leave nothing lying about', {
    timeout: 120_000 + KILLS * 5_000,
  }, async () => {
    const random = randomFrom(Number(process.env['FC_SEED'] ?? 1));
    const folder = onePlan();
    const all: Changer[] = [];
    let living: Changer[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      while (living.length < AT_ONCE) {
        const next = changer([folder, `c${all.length}`]);
        all.push(next);
        living.push(next);
      }
      // As soon as the new one takes part; every other time at the moment in which a change begins.
      await until('all take part', () => living.every(({ lines }) => lines().length > 0));
      await new Promise((resolve) => setTimeout(resolve, random() * 60));
      if (kill % 2 === 0) while (!existsSync(join(folder, 'plans.lock'))) await new Promise((resolve) => setImmediate(resolve));
      const victims = living.slice(0, 1 + (kill % 2));
      for (const { process: child } of victims) child.kill('SIGKILL');
      for (const { exit } of victims) await exit;
      living = living.filter((one) => !victims.includes(one));
    }
    for (const { process: child } of living) child.kill('SIGKILL');
    for (const { exit } of living) await exit;
    expect(all.every(({ process: child }) => child.signalCode === 'SIGKILL')).toBe(true);
    await expectKept(folder, all);
    await addPlan(folder, planNamed('last'));
    expect(filesBelow(folder)).toEqual(filesOf(await declaredPlans(folder)));
  });

  it('that all wait for one that was killed each get their turn', { timeout: 60_000 }, async () => {
    for (let round = 0; round < 3; round += 1) {
      const folder = onePlan();
      const victim = changer([folder, 'victim', '60000']);
      await until('it holds the folder', () => victim.lines().includes('held'));
      victim.process.kill('SIGKILL');
      await victim.exit;
      const ids = Array.from({ length: 12 }, (_unused, at) => `p${at}`);
      await Promise.all(ids.map((id) => addPlan(folder, planNamed(id))));
      expect((await declaredPlans(folder)).map(({ id }) => id).sort()).toEqual(['huadu', ...ids].sort());
      expect(filesBelow(folder)).toEqual(filesOf(await declaredPlans(folder)));
    }
  });
});

describe('a lock', () => {
  const times: LockTimes = { touchMs: 50, deadAfterMs: 600, waitMs: 5_000 };
  const take = (folder: string, change: Partial<Parameters<typeof withFolderLock>[1]> = {}) =>
    withFolderLock(folder, { files: [], isNamed: async () => false, times, ...change }, async () => 'taken');

  it('of a process that is stopped is waited for, by its name, and given up with a cure', async () => {
    const folder = onePlan();
    const holder = changer([folder, 'holder', '60000']);
    await until('it holds the folder', () => holder.lines().includes('held'));
    holder.process.kill('SIGSTOP');
    const waited: string[] = [];
    const attempt = take(folder, { times: { ...times, waitMs: 2_000 }, onWait: (owner) => waited.push(owner) });
    await expect(attempt).rejects.toThrow(
      `the process ${holder.process.pid} has been changing ${folder} for more than 2 s; wait until it has ended, or end it, and try again`,
    );
    expect(waited).toEqual([`the process ${holder.process.pid}`]);
  });

  it('of a process that has ended and that nobody has asked after is nobody’s', async () => {
    const folder = onePlan();
    // A shell that never waits for its child: killed, it stays as a zombie.
    const parent = spawn(
      'bash',
      ['-c', `"${process.execPath}" --import tsx "${CHANGER}" "${folder}" z 60000 & echo $!; exec sleep 60`],
      {
        cwd: projectFolder,
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let said = '';
    parent.stdout.on('data', (part) => {
      said += part;
    });
    try {
      await until('it holds the folder', () => said.includes('held'));
      process.kill(Number.parseInt(said, 10), 'SIGKILL');
      expect(await take(folder)).toBe('taken');
    } finally {
      parent.kill('SIGKILL');
    }
  });

  it.each<[string, string]>([
    ['empty', ''],
    ['of zeros', '\0'.repeat(40)],
    ['of the first process of a container', JSON.stringify({ pid: 1, files: ['left.txt'] })],
    ['that names files of others', JSON.stringify({ pid: 1, files: ['plans.json', '../x', 'vocabulary'] })],
    [
      'of another machine',
      JSON.stringify({ token: '0123456789abcdef', owner: { pid: 1, host: 'other', realm: 'r', started: '5' }, files: [] }),
    ],
    [
      'whose pid is another process by now',
      JSON.stringify({
        token: '0123456789abcdef',
        owner: { pid: process.pid, host: 'here', realm: null, started: null },
        files: [],
      }),
    ],
  ])('that is %s and that nobody touches holds nobody up', async (_what, content) => {
    const folder = onePlan({ 'plans.lock': content, 'left.txt': '残', 'vocabulary/terms.txt': '' });
    expect(await take(folder)).toBe('taken');
    expect(existsSync(join(folder, 'plans.lock'))).toBe(false);
    expect(existsSync(join(folder, 'left.txt'))).toBe(!content.includes('left.txt'));
    expect(existsSync(join(folder, 'plans.json'))).toBe(true);
  });

  it('that is touched is held, whoever its owner is', async () => {
    const folder = onePlan({ 'plans.lock': '{}' });
    let touched = 0;
    const touching = setInterval(() => {
      touched += 1;
      writeFileSync(join(folder, 'plans.lock'), `{"n":${touched}}`);
    }, 50);
    await expect(take(folder, { times: { ...times, waitMs: 1_500 } })).rejects.toThrow(
      'a process that did not leave its name has been',
    );
    clearInterval(touching);
    expect(await take(folder)).toBe('taken');
  });

  it('that is a folder is named, with its cure', async () => {
    const folder = onePlan({ 'plans.lock/x': '' });
    await expect(take(folder)).rejects.toThrow(/plans\.lock is no lock that could be read \(.*\); delete it/);
  });

  it('that was taken over from a process that stood still is seen before anything is put in its place', async () => {
    const folder = onePlan();
    const stolen = JSON.stringify({
      token: '0123456789abcdef',
      owner: { pid: 7, host: 'b', realm: 'x', started: '1' },
      files: [],
    });
    const attempt = withFolderLock(folder, { files: [], isNamed: async () => false, times }, async (lock) => {
      await lock.ensureHeld();
      rmSync(join(folder, 'plans.lock'));
      writeFileSync(join(folder, 'plans.lock'), stolen);
      await lock.ensureHeld();
    });
    await expect(attempt).rejects.toThrow(/another process has taken .*plans\.lock over/);
    expect(readFileSync(join(folder, 'plans.lock'), 'utf8')).toBe(stolen);
  });

  it('is touched while it is held', async () => {
    const folder = onePlan();
    await withFolderLock(folder, { files: [], isNamed: async () => false, times }, async () => {
      const at = () => statSync(join(folder, 'plans.lock')).mtimeMs;
      const before = at();
      await until('it is touched', () => at() !== before);
      expect(readdirSync(folder).sort()).toEqual(['huadu.txt', 'plans.json', 'plans.lock']);
    });
  });

  it('whose taking over was itself killed, again and again, is taken over all the same, once', async () => {
    const dead = (token: string, files: readonly string[]) =>
      JSON.stringify({ token, owner: { pid: 1, host: 'h', realm: 'gone', started: '1' }, files });
    const [a, b, c] = ['a'.repeat(16), 'b'.repeat(16), 'c'.repeat(16)] as const;
    const folder = onePlan({
      'plans.lock': dead(a, ['left.txt']),
      [`plans.lock.${a}`]: dead(b, ['left.txt', 'huadu.txt']),
      [`plans.lock.${b}`]: dead(c, ['left.txt']),
      [`plans.json.${b}.tmp`]: '[',
      'left.txt': '残',
    });
    let inside = 0;
    const turns = Array.from({ length: 5 }, () =>
      withFolderLock(folder, { files: [], isNamed: async (file) => file === 'huadu.txt', times }, async () => {
        inside += 1;
        expect(inside).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 20));
        inside -= 1;
      }),
    );
    await Promise.all(turns);
    expect(readdirSync(folder).sort()).toEqual(['huadu.txt', 'plans.json']);
  });

  it('stays for the next one while what it is about cannot be told', async () => {
    const folder = onePlan({ 'plans.lock': JSON.stringify({ pid: 1, files: ['left.txt'] }), 'left.txt': '残' });
    const isNamed = async () => {
      throw new SeedsError('the manifest is broken');
    };
    await expect(take(folder, { isNamed })).rejects.toThrow('the manifest is broken');
    expect(await take(folder)).toBe('taken');
    expect(existsSync(join(folder, 'left.txt'))).toBe(false);
  });
});

const canUnshare = ((): boolean => {
  try {
    execFileSync('unshare', ['--pid', '--fork', '--mount-proc', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!canUnshare)('a lock of a process in a container', () => {
  const CONTAINER = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'];

  it('is held while it lives, though its pid means nothing here, and is nobody’s once it is killed', {
    timeout: 90_000,
  }, async () => {
    const folder = onePlan();
    const holder = changer([folder, 'holder', '600000'], CONTAINER);
    await until('it holds the folder', () => holder.lines().includes('held'));
    expect(JSON.parse(readFileSync(join(folder, 'plans.lock'), 'utf8')).owner.pid).toBe(1);
    const isNamed = async () => true;
    // Longer than a lock that nobody touches would be held.
    const patience = { touchMs: 1000, deadAfterMs: 2_500, waitMs: 6_000 };
    await expect(withFolderLock(folder, { files: [], isNamed, times: patience }, async () => {})).rejects.toThrow(
      /^the process 1 of another container or machine \(.+\) has been changing/,
    );
    holder.process.kill('SIGKILL');
    await holder.exit;
    await withFolderLock(folder, { files: [], isNamed, times: patience }, async () => {});
    expect(filesBelow(folder)).toEqual(['huadu.txt']);
  });

  it('that was killed is nobody’s to the next one, whose pid is the same', { timeout: 60_000 }, async () => {
    const folder = onePlan();
    const killed = changer([folder, 'killed', '600000'], CONTAINER);
    await until('it holds the folder', () => killed.lines().includes('held'));
    killed.process.kill('SIGKILL');
    await killed.exit;
    const next = changer([folder, 'next', '0'], CONTAINER);
    await until('it has had its turn', () => next.lines().includes('released'));
  });
});

describe('a change of a folder', () => {
  it('puts no file in the place of one that is there', async () => {
    const folder = onePlan({ 'next.txt': 'mine' });
    await expect(addPlan(folder, planNamed('next'))).rejects.toThrow(/next\.txt has come to be meanwhile and belongs to no plan/);
    expect(readFileSync(join(folder, 'next.txt'), 'utf8')).toBe('mine');
    expect((await declaredPlans(folder)).map(({ id }) => id)).toEqual(['huadu']);
  });

  it('gives no text to a plan that has been removed meanwhile', async () => {
    const folder = onePlan();
    await expect(replaceText(folder, factsOf('gone'), '新')).rejects.toThrow(
      'the plan gone has been removed or replaced meanwhile',
    );
    expect(filesBelow(folder)).toEqual(['huadu.txt']);
  });

  it('that takes out the last plan leaves a folder to which one can be added', async () => {
    const folder = onePlan();
    await removePlan(folder, 'huadu');
    expect(await declaredPlans(folder)).toEqual([]);
    await addPlan(folder, planNamed('next'));
    expect((await declaredPlans(folder)).map(({ id }) => id)).toEqual(['next']);
  });

  it('adds nothing to a manifest that has lost its plans', async () => {
    const folder = folderWith({ 'plans.json': '[]', 'huadu.txt': '推动碳达峰行动。\n' });
    await expect(addPlan(folder, planNamed('next'))).rejects.toThrow('names no plan, though there are 1 texts (huadu.txt)');
    expect(filesBelow(folder)).toEqual(['huadu.txt']);
  });
});

const canMount = ((): boolean => {
  const folder = folderWith({});
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!canMount)('a file that cannot be deleted', () => {
  it('is named when its plan is removed, and is in nobody’s way afterwards', async () => {
    const folder = onePlan();
    const original = join(folder, 'originals', 'p.html');
    await addPlan(folder, { facts: factsOf('p', 'p.html'), text: '推动碳达峰行动。\n', original: Buffer.from('x') });
    execFileSync('mount', ['--bind', original, original]);
    try {
      await expect(removePlan(folder, 'p')).rejects.toThrow(
        `p was taken out of ${join(folder, 'plans.json')} and is no plan any longer, but its files could not all be deleted: ${original} (EBUSY); delete what is left by hand`,
      );
      expect((await declaredPlans(folder)).map(({ id }) => id)).toEqual(['huadu']);
      expect(filesBelow(folder)).toEqual(['huadu.txt', 'originals/p.html']);
      await addPlan(folder, planNamed('next'));
    } finally {
      execFileSync('umount', [original]);
    }
  });

  it('does not stay when there was no room for the lock', async () => {
    const folder = join(onePlan(), 'disk');
    mkdirSync(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', folder]);
    try {
      writeFileSync(join(folder, 'fill'), 'x'.repeat(8192));
      await expect(addPlan(folder, planNamed('p'))).rejects.toThrow(
        /could not be changed \(ENOSPC.*, and is as it was; make room/,
      );
      expect(readdirSync(folder)).toEqual(['fill']);
    } finally {
      execFileSync('umount', [folder]);
    }
  });
});
