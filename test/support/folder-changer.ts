// Adds plans to a seeds folder and removes every other one again, until it is killed; prints each change that is done.
// Run as a process of its own: node --import tsx folder-changer.ts FOLDER NAME [HOLD_MS]; with HOLD_MS it holds the folder's lock
// for so long, once, and prints `held` when it has it.
import { setTimeout as sleep } from 'node:timers/promises';
import { withFolderLock } from '../../src/corpus/importing/folder-lock.ts';
import { addPlan, removePlan } from '../../src/corpus/importing/seeds-folder.ts';
import { parseManifest } from '../../src/corpus/manifest.ts';
import { FACTS } from './facts.ts';

const [folder = '', name = '', holdMs] = process.argv.slice(2);
const say = (line: string) => new Promise<void>((resolve) => process.stdout.write(`${line}\n`, () => resolve()));

if (holdMs !== undefined) {
  await withFolderLock(folder, { files: [`${name}.txt`], isNamed: async () => false }, async () => {
    await say('held');
    await sleep(Number(holdMs));
  });
  await say('released');
} else {
  for (let number = 1; ; number += 1) {
    const id = `${name}-${number}`;
    const provenance = { capturedAs: 'a.html', note: 'Made for a test.', original: `${id}.html` };
    const [facts] = parseManifest([{ ...FACTS, id, file: `${id}.txt`, provenance }], 'a test');
    if (!facts) throw new Error('a manifest of one plan holds no plan');
    await addPlan(folder, { facts, text: `${id}，推动碳达峰行动。\n`, original: Buffer.from(id) });
    await say(`added ${id}`);
    if (number % 2 === 0) continue;
    await say(`removing ${id}`);
    await removePlan(folder, id);
    await say(`removed ${id}`);
  }
}
