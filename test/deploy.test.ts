// What the README tells operators to copy, held against the program: every setting, file and command in it exists, and the
// container's files and command make a server.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createPort } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { VARIABLES } from '../src/cli/config.ts';
import { until } from './support/server-process.ts';

const projectFolder = fileURLToPath(new URL('../', import.meta.url));
const readme = readFileSync(join(projectFolder, 'README.md'), 'utf8');
const { scripts, dependencies } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
};

/** The only block of this language. */
function block(language: string): string {
  const found = [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gmu)].filter(([, name]) => name === language);
  expect(found, `blocks of ${language} in the README`).toHaveLength(1);
  return found[0]?.[2] ?? '';
}

const namesIn = (settings: string): string[] => [...settings.matchAll(/([A-Z_]+)=/gu)].map(([, name = '']) => name);

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createPort().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('the table of settings in the README', () => {
  it('names every variable that is read', () => {
    const rows = [...readme.matchAll(/^\| `([A-Z_]+)` \|/gmu)].map(([, name]) => name);
    expect([...VARIABLES].filter((name) => !rows.includes(name))).toEqual([]);
  });
});

describe('the unit for systemd', () => {
  const unit = () => block('ini');
  const valuesOf = (key: string): string[] =>
    unit()
      .split('\n')
      .filter((line) => line.startsWith(`${key}=`))
      .map((line) => line.slice(key.length + 1));

  it('sets variables that exist', () => {
    const names = valuesOf('Environment').flatMap(namesIn);
    expect(names.length).toBeGreaterThan(3);
    expect(names.filter((name) => !VARIABLES.includes(name))).toEqual([]);
  });

  it('starts the command that npm start runs, and waits until open requests are finished', () => {
    const [, script] = scripts['start']?.split('tsx ') ?? [];
    expect(valuesOf('ExecStart')).toEqual([`/usr/bin/node --import tsx ${script}`]);
    expect(valuesOf('ExecReload')[0]).toMatch(/kill -HUP \$MAINPID$/);
    expect(Number(valuesOf('TimeoutStopSec')[0])).toBeGreaterThan(10);
  });

  it('keeps plans and index in folders that it has', () => {
    const name = valuesOf('StateDirectory')[0];
    expect(valuesOf('Environment').join(' ')).toContain(`SEEDS_DIR=/var/lib/${name}/`);
    expect(valuesOf('Environment').join(' ')).toContain(`INDEX_DIR=/var/cache/${valuesOf('CacheDirectory')[0]}`);
  });

  const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;
  it.skipIf(!hasSystemd)('is one that systemd understands', () => {
    const folder = mkdtempSync(join(tmpdir(), 'plan-clause-unit-'));
    const file = join(folder, 'plan-clause-search.service');
    // Where the program stands here.
    writeFileSync(
      file,
      unit().replaceAll('/opt/plan-clause-search', projectFolder).replaceAll('/usr/bin/node', process.execPath),
    );
    const { stderr, stdout } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(`${stdout}${stderr}`.split('\n').filter((line) => line.includes('plan-clause-search'))).toEqual([]);
  });
});

describe('the Containerfile', () => {
  const instructions = (): { readonly name: string; readonly value: string }[] =>
    block('dockerfile')
      .trim()
      .split('\n')
      .map((line) => ({ name: line.slice(0, line.indexOf(' ')), value: line.slice(line.indexOf(' ') + 1) }));
  const valuesOf = (name: string): string[] =>
    instructions()
      .filter((instruction) => instruction.name === name)
      .map(({ value }) => value);
  const commandOf = (value: string): string[] => JSON.parse(value.slice(value.indexOf('['))) as string[];

  const running: ChildProcess[] = [];
  const folders: string[] = [];
  afterAll(() => {
    for (const child of running) child.kill('SIGKILL');
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  it('copies what is there, runs scripts that are there, and sets variables that exist', () => {
    const sources = valuesOf('COPY').flatMap((value) => value.split(' ').slice(0, -1));
    expect(sources.filter((source) => !existsSync(join(projectFolder, source)))).toEqual([]);
    const run = valuesOf('RUN').flatMap((value) => [...value.matchAll(/npm run (\S+)/gu)].map(([, script = '']) => script));
    expect(run).toEqual(['build']);
    for (const script of run) expect(Object.keys(scripts)).toContain(script);
    expect(
      valuesOf('ENV')
        .flatMap(namesIn)
        .filter((name) => !VARIABLES.includes(name)),
    ).toEqual([]);
    expect(Object.keys(dependencies)).toContain('tsx');
  });

  it('takes a Node that the program runs on', () => {
    const [, major] = /node:(\d+)-/.exec(valuesOf('FROM')[0] ?? '') ?? [];
    expect(Number(major)).toBeGreaterThanOrEqual(20);
  });

  it('makes a server of the files that it copies, which stops when it is told to', async () => {
    const app = mkdtempSync(join(tmpdir(), 'plan-clause-container-'));
    folders.push(app);
    for (const value of valuesOf('COPY')) {
      const names = value.split(' ');
      for (const source of names.slice(0, -1)) cpSync(join(projectFolder, source), join(app, source), { recursive: true });
    }
    symlinkSync(join(projectFolder, 'node_modules'), join(app, 'node_modules'));
    const [program = '', ...args] = commandOf(valuesOf('CMD')[0] ?? '[]');
    const port = await freePort();
    const settings = Object.fromEntries(
      valuesOf('ENV').flatMap((value) => value.split(' ').map((setting) => setting.split('=') as [string, string])),
    );
    const server = spawn(program, args, {
      cwd: app,
      env: { PATH: process.env['PATH'], HOME: app, ...settings, HOST: '127.0.0.1', PORT: String(port) },
      stdio: 'ignore',
    });
    running.push(server);
    const [probe = '', ...probeArgs] = commandOf(valuesOf('HEALTHCHECK')[0] ?? '[]');
    // The port of the container is this one here.
    const probed = () =>
      spawnSync(
        probe,
        probeArgs.map((text) => text.replace('3000', String(port))),
      ).status;
    expect(probed()).toBe(1);
    await until('the probe says that it is ready', () => probed() === 0);
    server.kill('SIGTERM');
    expect(await once(server, 'exit')).toEqual([0, null]);
  });

  it('probes for readiness, not for a page', async () => {
    const answers: string[] = [];
    const other = createServer((request, response) => {
      answers.push(request.url ?? '');
      response.writeHead(503).end();
    });
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const [probe = '', ...probeArgs] = commandOf(valuesOf('HEALTHCHECK')[0] ?? '[]');
    const port = String((other.address() as AddressInfo).port);
    const child = spawn(
      probe,
      probeArgs.map((text) => text.replace('3000', port)),
    );
    expect((await once(child, 'exit'))[0]).toBe(1);
    expect(answers).toEqual(['/readyz']);
    other.close();
  });
});
