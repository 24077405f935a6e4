// Three nodes to try things on, until Ctrl-C: npx tsx test/cluster/start-nodes.ts
import { once } from 'node:events';
import { startCluster } from './nodes.ts';

const cluster = await startCluster({ isMeasured: true });
for (const { name, url, pid } of cluster.nodes) console.log(`${name}  ${url}  process ${pid()}`);
console.log(`\nOPENSEARCH_URL=${cluster.nodes.map(({ url }) => url).join(',')}`);
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
await cluster.close();
process.exit();
