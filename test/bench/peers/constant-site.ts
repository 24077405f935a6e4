// `createConstantApp` in a process of its own.
//   tsx test/bench/peers/constant-site.ts ANSWERS.json PORT
import { readFile } from 'node:fs/promises';
import { createConstantApp } from './constant-app.ts';

const [file = '', port = '0'] = process.argv.slice(2);
createConstantApp(JSON.parse(await readFile(file, 'utf8'))).listen(Number(port), '127.0.0.1');
