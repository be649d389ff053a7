import { registerHooks } from 'node:module';

/**
 * Loaded before a server, it leaves one of its safeguards out, by the name in FAULTS_WITHOUT: what the fault run finds then
 * proves that it would see the safeguard missing. The program has no switch for it; its source is changed as it is read.
 */
const CUTS: Readonly<Record<string, readonly (readonly [file: string, from: string, to: string])[]>> = {
  deduplication: [
    [
      'src/base/keys.ts',
      "const deliveries = hashers('delivery')",
      "const deliveries = (id: string) => hashers('delivery')(id + Math.random())",
    ],
  ],
  'version-check': [['src/store/postgres-statement.ts', 'AND version =', 'AND 0 <']],
  claim: [
    ['src/store/postgres-outbox.ts', ' AND leased <= $1::bigint', ''],
    ['src/store/postgres-outbox.ts', ' FOR UPDATE SKIP LOCKED', ''],
    ['src/store/postgres-outbox.ts', 'leased > 0 AS', 'false AS'],
  ],
};

const cuts = CUTS[process.env['FAULTS_WITHOUT'] ?? ''];
if (!cuts) throw new Error(`FAULTS_WITHOUT must be one of ${Object.keys(CUTS).join(', ')}`);

registerHooks({
  load: (url, context, next) => {
    const loaded = next(url, context);
    const mine = cuts.filter(([file]) => url.endsWith(`/${file}`));
    if (mine.length === 0) return loaded;
    let source = String(loaded.source);
    for (const [file, from, to] of mine) {
      if (!source.includes(from)) throw new Error(`${file} no longer holds: ${from}`);
      source = source.replaceAll(from, to);
    }
    return { ...loaded, source };
  },
});
