import { execFileSync } from 'node:child_process';

interface Part {
  readonly 'bom-ref': string;
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}

interface Parts {
  readonly components: readonly Part[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/**
 * Prints what the program is made of (CycloneDX), without what only builds and tests it. `npm sbom --omit dev` also leaves
 * out what ships and is used by a tool besides (https://github.com/npm/cli/issues/7909): so all is listed and sorted out here.
 */
const main = (): void => {
  const listed = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
    // On Windows npm is a script.
    shell: process.platform === 'win32',
  });
  const all = JSON.parse(listed) as Parts;
  const ships = ({ properties = [] }: Part): boolean =>
    !properties.some(({ name, value }) => name === 'cdx:npm:package:development' && value === 'true');
  const tools = new Set(all.components.filter((part) => !ships(part)).map((part) => part['bom-ref']));
  const shipped: Parts = {
    ...all,
    components: all.components.filter(ships),
    dependencies: all.dependencies
      .filter(({ ref }) => !tools.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => !tools.has(other)) })),
  };
  process.stdout.write(`${JSON.stringify(shipped, null, 2)}\n`);
};

main();
