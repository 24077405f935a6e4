// The door that clusters have and our nodes lack: TLS, with a certificate that nobody knows unless told.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface TlsFront {
  readonly url: string;
  /** The certificate, in PEM. */
  readonly ca: string;
  close(): Promise<void>;
}

/** Passes on what comes by TLS. Its certificate is made by Java's keytool. */
export async function openTlsFront(target: string): Promise<TlsFront> {
  const folder = await mkdtemp(join(tmpdir(), 'plan-clause-search-tls-'));
  const keytool = (...args: string[]) => promisify(execFile)('keytool', [...args, '-keystore', store, '-storepass', PASSPHRASE]);
  const store = join(folder, 'keys.p12');
  await keytool(
    ...['-genkeypair', '-alias', 'front', '-keyalg', 'EC', '-dname', 'CN=localhost', '-storetype', 'PKCS12'],
    ...['-ext', 'san=ip:127.0.0.1', '-ext', 'bc=ca:true', '-validity', '2'],
  );
  const { stdout: ca } = await keytool('-exportcert', '-rfc', '-alias', 'front');
  const server = createServer({ pfx: await readFile(store), passphrase: PASSPHRASE }, (incoming, outgoing) => {
    const { method, headers, url = '/' } = incoming;
    const passed = request(new URL(url, target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  await rm(folder, { recursive: true, force: true });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  return {
    url: `https://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    ca,
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const PASSPHRASE = 'not a secret';
